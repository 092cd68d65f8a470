package org.forgedtoken.detector.topology;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Sha256;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.forgedtoken.detector.step.TokenEvent;

/**
 * The records of a feed have their token's block-entry key as their own, spread by Kafka's default partitioner over the
 * partitions that judge. Every record is held to that. A token of an issuer whose tokens are told apart by account and
 * client has no such key, and takes the hop; so does one that another issuer's key verifies, or that is judged as one of
 * another issuer, of which its writer may think otherwise.
 *
 * @param setting that says so, such as {@code access.keyed}
 * @param partitions of the topic, and of the judging step
 */
public record KeyedByToken(String setting, int partitions, TokenIdentity identity) {
    private static final int LAST_OF_ASCII = 0x7f;

    /**
     * Whether the record lies where its token is judged, and so needs no hop.
     *
     * @param event what the record says of a token
     * @param record which was read
     * @throws WrongKey where its key, or its partition, is not what the settings say
     */
    public boolean isJudgedHere(TokenEvent.OfToken event, ConsumerRecord<byte[], byte[]> record) {
        if (event.key().kind() == IdentityKind.TUPLE
                || identity.kindOf(event.claims().issuer()) == IdentityKind.TUPLE
                || (event instanceof TokenEvent.Used used
                        && (used.access().presentation().verifiedFor() != null
                                || used.access().presentation().statedIssuer() != null))) {
            return false;
        }
        byte[] key = record.key();
        String expected = event.key().text();
        if (key == null || !isUtf8(key, expected)) {
            throw new WrongKey(place(record) + " is not keyed by its token, as " + setting + " says: its key should be "
                    + (event.key().kind() == IdentityKind.DIGEST ? "digest:<hex>" : "<issuer>|<token id>")
                    + " in UTF-8, " + described(expected.getBytes(StandardCharsets.UTF_8)) + ", and is "
                    + (key == null ? "missing" : described(key)) + "." + remedy());
        }
        int right = BuiltInPartitioner.partitionForKey(key, partitions);
        if (record.partition() != right) {
            throw new WrongKey(place(record) + " lies in the wrong partition for " + setting
                    + ": Kafka's default partitioner puts its key into partition " + right + " of " + partitions + "."
                    + remedy());
        }
        return true;
    }

    private static String place(ConsumerRecord<byte[], byte[]> at) {
        return "The record in topic '" + at.topic() + "', partition " + at.partition() + ", offset " + at.offset();
    }

    /** The key itself may be as long as a token's id can be, and is not ours to print. */
    private static String described(byte[] key) {
        return key.length + " bytes with the SHA-256 "
                + Sha256.hex(Sha256.digest().digest(key));
    }

    private String remedy() {
        return " Nothing behind it is read until its writer is mended, or " + setting + " is false.";
    }

    /** Without an allocation where the text is ASCII, as nearly all are. */
    private static boolean isUtf8(byte[] bytes, String text) {
        int length = text.length();
        if (bytes.length == length) {
            for (int i = 0; i < length; i++) {
                char c = text.charAt(i);
                if (c > LAST_OF_ASCII) {
                    return Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8));
                }
                if (bytes[i] != (byte) c) {
                    return false;
                }
            }
            return true;
        }
        return bytes.length > length && Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8));
    }
}
