package org.forgedtoken.detector.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.forgedtoken.detector.alert.Involved.PathTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTemplateTest {
    @ParameterizedTest
    @CsvSource({
        "/orders/12345, /orders/{id}",
        "/orders/1/items/2, /orders/{id}/items/{id}",
        "/v1/users, /v1/users",
        "/a/3f2504e0-4f89-11d3-9a0c-0305e82c3301/b, /a/{id}/b",
        "/a/deadbeef01, /a/{id}",
        "/a/feedback, /a/feedback",
        "/mypage/delivery-addresses, /mypage/delivery-addresses",
        "/a/Zm9vYmFyYmF6cXV4MTIz, /a/{id}",
        "/, /",
        "plain, plain",
        "/1/2/3/4/5/6/7/8/9/10, /{id}/{id}/{id}/{id}/{id}/{id}/{id}/{id}/{rest}"
    })
    void whatDiffersFromCallToCallIsLeftOut(String path, String template) {
        assertThat(PathTemplate.of(path)).isEqualTo(template);
    }

    @Test
    void noPathMakesALongTemplate() {
        assertThat(PathTemplate.of("/" + "x".repeat(100_000))).isEqualTo("/{id}");
        assertThat(PathTemplate.of("/x".repeat(100_000))).hasSizeLessThan(300);
        assertThat(PathTemplate.of(null)).isNull();
        assertThat(PathTemplate.of("")).isNull();
    }
}
