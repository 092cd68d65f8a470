package org.forgedtoken.detector.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {

    private static JsonTree tree(String json) {
        return JsonTree.read(json.getBytes(UTF_8));
    }

    @Test
    void everyPartIsFound() {
        JsonTree tree = tree("{\"a\":{\"b\":[{\"c\":\"x\"},7,[true]]},\"n\":-9007199254740993,\"t\":true}");

        assertThat(tree.at("a", "b").first().at("c").text()).isEqualTo("x");
        assertThat(tree.at("a", "b").items().get(1).number(0)).isEqualTo(7);
        assertThat(tree.at("a", "b").items().get(2).first().isTrue()).isTrue();
        assertThat(tree.at("n").number(0)).isEqualTo(-9_007_199_254_740_993L);
        assertThat(tree.members()).containsOnlyKeys("a", "n", "t");
    }

    @Test
    void whatIsMissingOrOfAnotherTypeIsAsIfItWereNotThere() {
        JsonTree tree = tree("{\"a\":\"text\",\"f\":1.5,\"z\":null,\"o\":{},\"no\":false}");

        assertThat(tree.at("a", "b", "c").text()).isEmpty();
        assertThat(tree.at("a").number(3)).isEqualTo(3);
        assertThat(tree.at("f").number(3)).isEqualTo(3);
        assertThat(tree.at("z").text()).isEmpty();
        assertThat(tree.at("o").items()).isEmpty();
        assertThat(tree.at("a").first().members()).isEmpty();
        assertThat(tree.at("no").isTrue()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "{\"a\":1",
                "{\"a\":1}{}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":[1,2}",
                "{\"a\":99999999999999999999}",
                "no JSON"
            })
    void whatIsNoObjectIsNone(String json) {
        assertThat(tree(json)).isNull();
    }
}
