package org.forgedtoken.detector.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.forgedtoken.detector.web.AlertStreams.Mailbox;
import org.junit.jupiter.api.Test;

class MailboxTest {
    @Test
    void eventsComeInTheirOrderAndThePulseAfterThem() {
        Mailbox mailbox = new Mailbox(10, 1_000);
        mailbox.putPulse(bytes("pulse 1"));
        mailbox.put(bytes("a"));
        mailbox.put(bytes("b"));
        mailbox.putPulse(bytes("pulse 2"));

        assertThat(next(mailbox)).isEqualTo("a");
        assertThat(next(mailbox)).isEqualTo("b");
        assertThat(next(mailbox)).isEqualTo("pulse 2");
        assertThat(next(mailbox)).isEqualTo("nothing");
    }

    @Test
    void whoIsTooSlowLosesTheOldestAndIsToldHowMany() {
        Mailbox mailbox = new Mailbox(3, 1_000);
        for (int i = 0; i < 8; i++) {
            mailbox.put(bytes("event " + i));
        }

        assertThat(next(mailbox)).isEqualTo("event: skipped\ndata: {\"count\":5}\n\n");
        assertThat(next(mailbox)).isEqualTo("event 5");
        mailbox.put(bytes("event 8"));
        mailbox.put(bytes("event 9"));
        assertThat(next(mailbox)).isEqualTo("event: skipped\ndata: {\"count\":1}\n\n");
        assertThat(next(mailbox)).isEqualTo("event 7");
    }

    @Test
    void bytesAreBoundedTooButOneEventAlwaysFits() {
        Mailbox mailbox = new Mailbox(1_000, 100);
        for (int i = 0; i < 10; i++) {
            mailbox.put(new byte[40]);
        }
        assertThat(next(mailbox)).contains("\"count\":8");
        mailbox.put(new byte[5_000]);
        assertThat(next(mailbox)).contains("\"count\":2");
        assertThat(next(mailbox)).hasSize(5_000);
        assertThat(next(mailbox)).isEqualTo("nothing");
    }

    private static String next(Mailbox mailbox) {
        byte[] event = mailbox.take();
        return event == null ? "nothing" : new String(event, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
