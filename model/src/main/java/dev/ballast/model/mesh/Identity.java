// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import java.time.Duration;

/**
 * Who the mesh is, and whom it believes.
 *
 * @param trustDomain the part of a SPIFFE identity after {@code spiffe://}; empty when there is no
 *     TLS
 * @param folder where the built-in authority keeps its key; empty when certificates come from files
 * @param certificate PEM file of a certificate and its chain
 * @param key PEM file of its private key, PKCS#8
 * @param roots PEM file of the certificates that are believed
 * @param lifetime of the built-in authority's certificates, renewed after half of it
 */
public record Identity(
    String trustDomain,
    String folder,
    String certificate,
    String key,
    String roots,
    Duration lifetime) {

  public static final Identity NONE = new Identity("", "", "", "", "", Duration.ofHours(24));

  public boolean active() {
    return !trustDomain.isEmpty();
  }
}
