// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.http;

import com.linecorp.armeria.common.TlsKeyPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a TLS server, in PEM, read once at the start.
 *
 * @param certificate the server's own, then the chain up to the authority
 * @param key PKCS#8, not encrypted
 */
public record Tls(Path certificate, Path key) {

  /** What keeps the files from being used, each as {@code flag: value (expected: rule)}. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    readable(problems, "--tls-cert", certificate);
    readable(problems, "--tls-key", key);
    if (problems.isEmpty()) {
      try {
        keyPair();
      } catch (IllegalArgumentException e) {
        problems.add(
            "--tls-cert, --tls-key: %s, %s (expected: a PEM certificate chain and its PKCS#8 key); %s"
                .formatted(certificate, key, e.getMessage()));
      }
    }
    return problems;
  }

  private static void readable(List<String> problems, String flag, Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      problems.add(flag + ": " + file + " (expected: a readable PEM file)");
    }
  }

  TlsKeyPair keyPair() {
    return TlsKeyPair.of(key.toFile(), certificate.toFile());
  }
}
