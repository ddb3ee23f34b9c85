// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.client;

import dev.ballast.cli.terminal.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates a client believes. */
final class Trust {

  private Trust() {}

  /**
   * The JDK's authorities, and those of a PEM file.
   *
   * @param file empty: none
   * @throws CommandFailure when the file holds no certificate
   */
  static SSLContext in(String file) {
    try {
      if (file.isEmpty()) {
        return SSLContext.getDefault();
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (X509Certificate known : authorities(null).getAcceptedIssuers()) {
        store.setCertificateEntry("known-" + number++, known);
      }
      int known = number;
      try (InputStream pem = Files.newInputStream(Path.of(file))) {
        for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
          store.setCertificateEntry("given-" + number++, one);
        }
      }
      if (number == known) {
        throw notPem(file, "it holds no certificate");
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new X509TrustManager[] {authorities(store)}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw notPem(file, e.getClass().getSimpleName());
    }
  }

  private static X509TrustManager authorities(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }

  private static CommandFailure notPem(String file, String why) {
    return CommandFailure.usage(
        "--ca-cert: " + file + " (expected: a readable PEM file with certificates; " + why + ")");
  }
}
