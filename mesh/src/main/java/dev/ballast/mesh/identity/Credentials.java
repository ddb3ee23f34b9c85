// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.identity;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Where keys and certificates come from. */
interface Credentials {

  /**
   * What a service shows, and whom it believes.
   *
   * @param renewAt when a new one is to be asked for
   */
  record Credential(
      PrivateKey key, List<X509Certificate> chain, List<X509Certificate> roots, Instant renewAt) {
    public Credential {
      chain = List.copyOf(chain);
      roots = List.copyOf(roots);
    }
  }

  Credential of(String service) throws GeneralSecurityException, IOException;
}
