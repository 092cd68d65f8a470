package org.forgedtoken.detector.runtime;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** A broker that talks by TLS alone, with who has a certificate that it knows and a password besides. */
final class SecuredBroker implements AutoCloseable {
    static final String PASSWORD = "hush-of-the-detector";
    /** What the detector's own private key is encrypted with. */
    static final String KEY_PASSWORD = "hush-of-the-key";

    private static final String DETECTOR = "detector";
    private static final String STORE_PASSWORD = "hush-of-the-stores";
    /** Which every JDK and Kafka's own reader of PEM files know by the same name. */
    private static final String CIPHER = "PBEWithSHA1AndDESede";

    private static final int ROUNDS = 4_096;

    private final EmbeddedBroker broker;
    private final Path folder;

    private SecuredBroker(EmbeddedBroker broker, Path folder) {
        this.broker = broker;
        this.folder = folder;
    }

    /** @param folder for keys and certificates */
    static SecuredBroker start(Path folder) throws Exception {
        makeKey(folder, "broker");
        makeKey(folder, DETECTOR);
        makeKey(folder, "stranger");
        EmbeddedBroker broker = EmbeddedBroker.start(Map.ofEntries(
                Map.entry("listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                Map.entry("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512"),
                Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
                Map.entry("listener.name.plaintext.plain.sasl.jaas.config", plain() + " user_admin=\"of-admin\";"),
                Map.entry(
                        "listener.name.plaintext.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                Map.entry("listener.name.plaintext.ssl.client.auth", "required"),
                Map.entry("ssl.keystore.type", "PKCS12"),
                Map.entry("ssl.keystore.location", folder.resolve("broker.p12").toString()),
                Map.entry("ssl.keystore.password", STORE_PASSWORD),
                Map.entry("ssl.key.password", STORE_PASSWORD),
                Map.entry("ssl.truststore.type", "PEM"),
                Map.entry("ssl.truststore.location", both(folder).toString())));
        SecuredBroker secured = new SecuredBroker(broker, folder);
        try {
            secured.password(PASSWORD);
        } catch (ExecutionException e) {
            secured.close();
            throw e;
        }
        return secured;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** How an administrator reaches it. */
    Map<String, Object> admin() {
        Map<String, Object> admin = new TreeMap<>(detector());
        admin.put("sasl.mechanism", "PLAIN");
        admin.put("sasl.jaas.config", plain() + ';');
        return admin;
    }

    /** How the detector reaches it. */
    Map<String, String> detector() {
        Map<String, String> detector = new TreeMap<>();
        detector.put("bootstrap.servers", bootstrapServers());
        detector.put("security.protocol", "SASL_SSL");
        detector.put("ssl.truststore.type", "PEM");
        detector.put("ssl.truststore.location", certificate("broker").toString());
        detector.put("ssl.keystore.type", "PEM");
        detector.put("ssl.keystore.location", key(DETECTOR).toString());
        detector.put("ssl.key.password", KEY_PASSWORD);
        detector.put("sasl.mechanism", "SCRAM-SHA-512");
        detector.put("sasl.jaas.config", login(PASSWORD));
        return detector;
    }

    /** What the detector says to log in with a password. */
    static String login(String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + DETECTOR
                + "\" password=\"" + password + "\";";
    }

    /** The certificate of {@code broker}, {@code detector} or {@code stranger}. */
    Path certificate(String of) {
        return folder.resolve(of + ".crt");
    }

    /** The key and the certificate of one of them. */
    Path key(String of) {
        return folder.resolve(of + ".pem");
    }

    /** Gives the detector another password; who is connected stays so until the broker has been restarted. */
    void password(String password) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(admin())) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            DETECTOR, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ROUNDS), password)))
                    .all()
                    .get();
        }
        // The broker knows it only once it has read what its controller wrote.
        await().atMost(Duration.ofMinutes(2)).until(() -> takes(password));
    }

    private boolean takes(String password) throws InterruptedException {
        Map<String, Object> login = new TreeMap<>(detector());
        login.put("sasl.jaas.config", login(password));
        try (Admin admin = Admin.create(login)) {
            admin.describeCluster().nodes().get();
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    /** Whoever is connected has to log in again. */
    void restart() {
        broker.restart();
    }

    private static String plain() {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"admin\""
                + " password=\"of-admin\"";
    }

    /** The broker logs in at itself, too. */
    private static Path both(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("known.crt"),
                Files.readString(folder.resolve("broker.crt")) + Files.readString(folder.resolve(DETECTOR + ".crt")));
    }

    /** A key pair whose certificate is signed with itself: as a store, and as PEM files with the key encrypted. */
    private static void makeKey(Path folder, String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=ip:127.0.0.1,dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException("keytool has failed: " + Files.readString(folder.resolve(name + ".log")));
        }
        KeyStore made = KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
        String certificate = pem("CERTIFICATE", made.getCertificate(name).getEncoded());
        Files.writeString(folder.resolve(name + ".crt"), certificate);
        byte[] encrypted = encrypted(made.getKey(name, STORE_PASSWORD.toCharArray()));
        Files.writeString(folder.resolve(name + ".pem"), pem("ENCRYPTED PRIVATE KEY", encrypted) + certificate);
    }

    private static byte[] encrypted(Key key) throws GeneralSecurityException, IOException {
        PBEParameterSpec salted = new PBEParameterSpec("saltsalt".getBytes(StandardCharsets.US_ASCII), ROUNDS);
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(CIPHER).generateSecret(new PBEKeySpec(KEY_PASSWORD.toCharArray())),
                salted);
        return new EncryptedPrivateKeyInfo(cipher.getParameters(), cipher.doFinal(key.getEncoded())).getEncoded();
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + what + "-----\n";
    }

    @Override
    public void close() {
        broker.close();
    }
}
