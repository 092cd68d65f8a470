package org.forgedtoken.detector.alert;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.rule.Rule;
import org.jspecify.annotations.Nullable;

/** All exceptions: an alert that one of them expects is written as suppressed, and never dropped. */
public record Exceptions(List<Expected> expected) {

    /** None. */
    public static final Exceptions NONE = new Exceptions(List.of());

    public Exceptions {
        expected = List.copyOf(expected);
    }

    /**
     * What is decided beforehand on an alert with this evidence, or null.
     *
     * @param last event time of its last use, epoch ms
     */
    public @Nullable Triage of(AlertKey key, Evidence evidence, long last) {
        if (expected.isEmpty()) {
            return null;
        }
        String source = source(evidence);
        for (Expected one : expected) {
            if (one.holdsFor(key, source, last)) {
                return new Triage(FindingStatus.SUPPRESSED, one.reason(), null, one.until(), true);
            }
        }
        return null;
    }

    private static @Nullable String source(Evidence evidence) {
        if (evidence.access() != null) {
            return Source.of(evidence.access().request().sourceIp());
        }
        return evidence.about() == null ? null : evidence.about().source();
    }

    /**
     * One exception: alerts of a rule that are expected up to a certain time.
     *
     * @param entity as in the alert's evidence, or null: any; a {@code *} stands for any characters, but for a rule that
     *     names single entities alone
     * @param network in which the alert's source must lie, or null: anywhere
     * @param until event time, epoch ms: what is used later is not expected
     */
    public record Expected(
            Rule rule, @Nullable String entity, @Nullable Network network, String reason, long until) {

        private static final Set<Rule> SINGLE_ENTITIES = Set.of(
                Rule.TOKEN_NEVER_ISSUED,
                Rule.TOKEN_ALTERED,
                Rule.KEY_UNKNOWN,
                Rule.KEY_RETIRED,
                Rule.KEY_ROTATION_OVERDUE);

        /** Whether an exception to the rule names one entity, and neither a pattern nor a network. */
        public static boolean isOfSingleEntities(Rule rule) {
            return SINGLE_ENTITIES.contains(rule);
        }

        /**
         * Whether the alert is expected.
         *
         * @param source of its first use, or null
         * @param last event time of its last use, epoch ms
         */
        boolean holdsFor(AlertKey key, @Nullable String source, long last) {
            return key.rule() == rule
                    && last <= until
                    && (entity == null || isNamed(key.entity()))
                    && (network == null || (source != null && network.holds(source)));
        }

        /** Of something that lasts, its start is no part of the name. */
        private boolean isNamed(String text) {
            String bare = text.replaceFirst("@-?\\d+$", "");
            return text.equals(entity) || bare.equals(entity) || isLike(text) || isLike(bare);
        }

        private boolean isLike(String text) {
            if (entity == null || isOfSingleEntities(rule) || entity.indexOf('*') < 0) {
                return false;
            }
            String pattern =
                    Arrays.stream(entity.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
            return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).matches();
        }
    }

    /**
     * A network of sources: an address with the number of its leading bits that count.
     *
     * @param bits these, as 0 and 1, behind the length of an address of its family
     */
    public record Network(String bits) {
        /** An address literal: nothing that a name server would be asked about. */
        private static final Pattern LITERAL = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

        /** The network of {@code 203.0.113.0/24}, {@code 2001:db8::/32} or a single address; nothing where it is none. */
        public static Optional<Network> parse(String text) {
            int slash = text.indexOf('/');
            byte[] address = address(slash < 0 ? text : text.substring(0, slash));
            if (address == null) {
                return Optional.empty();
            }
            int all = address.length * 8;
            String length = slash < 0 ? Integer.toString(all) : text.substring(slash + 1);
            if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > all) {
                return Optional.empty();
            }
            // a bit in front of them keeps the zeros with which an address may begin
            String bits = new BigInteger(1, address).setBit(all).toString(2);
            return Optional.of(new Network(all + ":" + bits.substring(1, 1 + Integer.parseInt(length))));
        }

        /** Whether all addresses of the source lie in it. */
        public boolean holds(String source) {
            return parse(source).filter(other -> other.bits.startsWith(bits)).isPresent();
        }

        private static byte @Nullable [] address(String literal) {
            boolean decimal = literal.indexOf(':') < 0;
            if (!LITERAL.matcher(literal).matches() || (decimal && literal.split("\\.", -1).length != 4)) {
                return null;
            }
            try {
                return InetAddress.getByName(literal).getAddress();
            } catch (UnknownHostException e) {
                return null;
            }
        }
    }
}
