// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.ledger.consensus.Consensus;
import dev.ballast.ledger.ratis.RatisOptions.PeerTls;
import dev.ballast.testkit.FakeClock;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PeerTlsTest {

  private static final char[] PASSWORD = "for-tests-only".toCharArray();

  @TempDir private Path folder;

  @Test
  void votersSpeakTlsWithCertificatesOfBothSides() throws Exception {
    makeCertificate();
    PeerTls tls =
        new PeerTls(
            folder.resolve("cert.pem"), folder.resolve("key.pem"), folder.resolve("cert.pem"));
    try (Group group = new Group(folder, 2, FakeClock.atStart(), options -> options.withTls(tls))) {
      Consensus one = group.at("us-east");
      assertThat(one.documents().put("kind", "key", "x", 0)).isPresent();
      assertThat(group.at("eu-west").documents().get("kind", "key")).isPresent();
    }
  }

  private void makeCertificate() throws Exception {
    Path store = folder.resolve("store.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "ballast",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            new String(PASSWORD));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    pem("cert.pem", "CERTIFICATE", keys.getCertificate("ballast").getEncoded());
    pem("key.pem", "PRIVATE KEY", keys.getKey("ballast", PASSWORD).getEncoded());
  }

  private void pem(String file, String kind, byte[] content) throws Exception {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind));
  }
}
