package org.forgedtoken.detector.chain;

import java.io.IOException;
import java.nio.file.Path;

/** Who issues tokens in the chain, and tells of each in a file. */
interface IdentityProvider {
    /** What its tokens name. */
    String issuer();

    /** The address of its public keys. */
    String jwks();

    /** The name of its feed's file in the chain's folder. */
    String feed();

    /** The format of that feed. */
    String format();

    /** Puts what it is made of into this folder, and starts it; it answers once this returns. */
    Child start(Path folder) throws IOException, InterruptedException;
}
