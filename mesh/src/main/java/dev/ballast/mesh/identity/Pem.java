// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Keys and certificates in PEM, RFC 7468. */
final class Pem {

  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Pem() {}

  static String text(String label, byte[] content) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + LINES.encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }

  static List<X509Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> all = new ArrayList<>();
    for (Certificate one :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      all.add((X509Certificate) one);
    }
    if (all.isEmpty()) {
      throw new IOException(file + ": no certificate (expected: PEM)");
    }
    return all;
  }

  static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    String label = "PRIVATE KEY-----";
    int from = text.indexOf("-----BEGIN " + label);
    int to = text.indexOf("-----END " + label);
    if (from < 0 || to < from) {
      throw new IOException(file + ": no PRIVATE KEY (expected: PKCS#8 in PEM)");
    }
    byte[] content = Base64.getMimeDecoder().decode(text.substring(from + 11 + label.length(), to));
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(content);
    try {
      return KeyFactory.getInstance("EC").generatePrivate(spec);
    } catch (GeneralSecurityException e) {
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    }
  }
}
