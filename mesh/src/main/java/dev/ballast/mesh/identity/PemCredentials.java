// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.identity;

import dev.ballast.model.mesh.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;

/** One certificate for everything, from files that somebody else renews; they are read again. */
final class PemCredentials implements Credentials {

  private static final Duration READ_AGAIN = Duration.ofMinutes(1);

  private final Identity identity;
  private final InstantSource clock;

  PemCredentials(Identity identity, InstantSource clock) {
    this.identity = identity;
    this.clock = clock;
  }

  @Override
  public Credential of(String service) throws IOException, GeneralSecurityException {
    return new Credential(
        Pem.key(Path.of(identity.key())),
        Pem.certificates(Path.of(identity.certificate())),
        Pem.certificates(Path.of(identity.roots())),
        clock.instant().plus(READ_AGAIN));
  }
}
