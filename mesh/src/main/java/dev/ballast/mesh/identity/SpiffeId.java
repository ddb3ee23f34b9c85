// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.identity;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An identity of SPIFFE as Istio writes it: {@code spiffe://DOMAIN/ns/NAMESPACE/sa/SERVICE}. A
 * certificate carries exactly one, as a URI among its alternative names (SPIFFE X.509-SVID 2).
 */
public record SpiffeId(String trustDomain, String namespace, String service) {

  private static final String SCHEME = "spiffe://";
  private static final int URI_NAME = 6;

  static SpiffeId of(String trustDomain, String service) {
    return new SpiffeId(trustDomain, "default", service);
  }

  static Optional<SpiffeId> parse(String text) {
    if (!text.startsWith(SCHEME)) {
      return Optional.empty();
    }
    String[] parts = text.substring(SCHEME.length()).split("/", -1);
    boolean shaped =
        parts.length == 5
            && parts[1].equals("ns")
            && parts[3].equals("sa")
            && !parts[0].isEmpty()
            && !parts[2].isEmpty()
            && !parts[4].isEmpty();
    return shaped ? Optional.of(new SpiffeId(parts[0], parts[2], parts[4])) : Optional.empty();
  }

  /** The identity of a certificate; empty when it has none, or more than one. */
  public static Optional<SpiffeId> of(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      List<String> uris =
          names == null
              ? List.of()
              : names.stream()
                  .filter(n -> n.getFirst().equals(URI_NAME))
                  .map(n -> String.valueOf(n.get(1)))
                  .toList();
      return uris.size() == 1 ? parse(uris.getFirst()) : Optional.empty();
    } catch (CertificateParsingException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return SCHEME + trustDomain + "/ns/" + namespace + "/sa/" + service;
  }
}
