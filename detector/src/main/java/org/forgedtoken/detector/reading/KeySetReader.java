package org.forgedtoken.detector.reading;

import com.auth0.jwk.InvalidPublicKeyException;
import com.auth0.jwk.Jwk;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads a JWK set (RFC 7517, section 5), or one JWK. A key that cannot be read is left out; the others count. */
final class KeySetReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private KeySetReader() {}

    /**
     * Reads the keys.
     *
     * @throws IOException where it is no JSON object; the message has nothing of it, since a key may be a secret
     */
    static KeySet read(byte[] json) throws IOException {
        Map<String, Object> set;
        try {
            set = JSON.readValue(json, OBJECT);
        } catch (IOException e) { // also of bytes that are no text
            throw new IOException("no JSON object");
        }
        if (set == null) {
            throw new IOException("no JSON object");
        }
        List<IssuerKey> keys = new ArrayList<>();
        for (Object member : set.get("keys") instanceof List<?> several ? several : List.of(set)) {
            IssuerKey key = member instanceof Map<?, ?> jwk ? key(jwk) : null;
            if (key != null) {
                keys.add(key);
            }
        }
        return new KeySet(keys);
    }

    private static @Nullable IssuerKey key(Map<?, ?> members) {
        try {
            Jwk jwk = Jwk.fromValues(JSON.convertValue(members, OBJECT));
            Key key = key(jwk);
            String algorithm = jwk.getAlgorithm();
            JwsAlgorithm published = algorithm == null ? null : JwsAlgorithm.named(algorithm);
            boolean forSigning = (jwk.getUsage() == null || jwk.getUsage().equals("sig"))
                    && (jwk.getOperationsAsList() == null
                            || jwk.getOperationsAsList().contains("verify"))
                    && (algorithm == null || published != null);
            return new IssuerKey(jwk.getId(), key, published, forSigning && isStrong(key));
        } catch (InvalidPublicKeyException | GeneralSecurityException | RuntimeException e) {
            // The library answers a missing member with whatever exception it meets first.
            return null;
        }
    }

    private static Key key(Jwk jwk) throws InvalidPublicKeyException, GeneralSecurityException {
        return switch (jwk.getType()) {
            case "oct" -> new SecretKeySpec(bytes(jwk, "k"), "HMAC");
            case "OKP" -> edwards(String.valueOf(jwk.getAdditionalAttributes().get("crv")), bytes(jwk, "x"));
            default -> jwk.getPublicKey();
        };
    }

    /** RFC 8032, section 5.1.2: y in little-endian order, its highest bit the sign of x. */
    private static Key edwards(String curve, byte[] point) throws GeneralSecurityException {
        byte[] y = new byte[point.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = point[y.length - 1 - i];
        }
        if (y.length == 0) {
            throw new IllegalArgumentException("no point");
        }
        boolean odd = y[0] < 0;
        y[0] &= 0x7f;
        return KeyFactory.getInstance("EdDSA")
                .generatePublic(
                        new EdECPublicKeySpec(new NamedParameterSpec(curve), new EdECPoint(odd, new BigInteger(1, y))));
    }

    private static byte[] bytes(Jwk jwk, String member) {
        String text = String.valueOf(jwk.getAdditionalAttributes().get(member));
        Base64Url.Decoded decoded = Base64Url.decode(text, 0, text.length());
        if (decoded == null) {
            throw new IllegalArgumentException("no base64url");
        }
        return decoded.bytes();
    }

    private static boolean isStrong(Key key) {
        if (key instanceof RSAPublicKey rsa) {
            return RsaStrength.isStrong(rsa.getModulus(), rsa.getPublicExponent());
        }
        return !(key instanceof ECPublicKey curve) || CurvePoint.isOn(curve);
    }
}
