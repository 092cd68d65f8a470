package org.forgedtoken.detector.web;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Secret;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Trouble;

/**
 * TLS, as it is set for all instances alike.
 *
 * @param keys the certificate of the server, its key, and who signed it
 */
public record Tls(KeyStore keys, Secret password) {
    /**
     * Nothing where none is set.
     *
     * @throws IOException with a sentence, where the key store cannot be read
     */
    public static Optional<Tls> of(Settings settings) throws IOException {
        Optional<Path> file = settings.get(Catalogue.HTTP_TLS_KEYSTORE);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Secret password = settings.get(Catalogue.HTTP_TLS_PASSWORD).orElse(new Secret(""));
        try {
            return Optional.of(new Tls(
                    KeyStore.getInstance(file.get().toFile(), password.reveal().toCharArray()), password));
        } catch (IOException | GeneralSecurityException e) {
            String why = e instanceof IOException io ? Trouble.with(io) : e.toString();
            throw new IOException(
                    "The key store " + file.get() + " (http.tls.keystore, http.tls.password) cannot be read: " + why,
                    e);
        }
    }

    SslContextFactory.Server server() {
        SslContextFactory.Server server = new SslContextFactory.Server();
        server.setKeyStore(keys);
        server.setKeyStorePassword(password.reveal());
        return server;
    }

    /** For asking other instances: it trusts who signed their certificate, which is this one's, too. */
    public SSLContext client() {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (String alias : Collections.list(keys.aliases())) {
                Certificate[] chain = keys.getCertificateChain(alias);
                trusted.setCertificateEntry(
                        alias, chain == null ? keys.getCertificate(alias) : chain[chain.length - 1]);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
