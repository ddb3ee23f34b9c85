// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.server.BallastServer;
import dev.ballast.server.ServerConfig;
import dev.ballast.server.http.Tls;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate of its own making, and clients that trust it or not. */
final class TlsTest {

  private static final char[] PASSWORD = "for-tests-only".toCharArray();

  @TempDir private static Path dir;

  @BeforeAll
  static void makeCertificate() throws Exception {
    Path store = dir.resolve("store.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command =
        List.of(
            keytool.toString(),
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

  private static void pem(String file, String kind, byte[] content) throws Exception {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        dir.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind));
  }

  private static BallastServer server() {
    Tls tls = new Tls(dir.resolve("cert.pem"), dir.resolve("key.pem"));
    ServerConfig.Listen listen = new ServerConfig.Listen("127.0.0.1", 0, 0, 0).withTls(tls);
    return BallastServer.start(ServerConfig.in(dir.resolve("data")).withListen(listen));
  }

  @Test
  void isReachedByThoseWhoTrustItsAuthorityOnly() {
    try (BallastServer server = server()) {
      assertThat(server.url()).startsWith("https://127.0.0.1:");
      String[] status = {"status", "--server", server.url(), "-o", "json"};

      Shell.Answer stranger = Shell.piped().run(status);
      Shell.Answer friend =
          Shell.piped().with("BALLAST_CA_CERT", dir.resolve("cert.pem").toString()).run(status);

      assertThat(stranger.exitCode()).isEqualTo(3);
      assertThat(stranger.err()).contains("--ca-cert");
      assertThat(friend.exitCode()).as(friend.err()).isZero();
      assertThat(friend.out()).contains("\"services\"");
    }
  }

  @Test
  void saysWhichFileIsWrong() {
    Shell.Answer missing =
        Shell.piped().run("serve", "--tls-cert", "/none.pem", "--tls-key", "/none.key");
    Shell.Answer half = Shell.piped().run("serve", "--tls-cert", "/none.pem");
    Shell.Answer swapped =
        Shell.piped()
            .run(
                "serve",
                "--tls-cert",
                dir.resolve("key.pem").toString(),
                "--tls-key",
                dir.resolve("cert.pem").toString());
    Shell.Answer authority =
        Shell.piped().run("status", "--ca-cert", dir.resolve("key.pem").toString());

    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("--tls-cert: /none.pem").contains("--tls-key: /none.key");
    assertThat(half.exitCode()).isEqualTo(2);
    assertThat(half.err()).contains("--tls-key");
    assertThat(swapped.exitCode()).isEqualTo(2);
    assertThat(swapped.err()).contains("PKCS#8");
    assertThat(authority.exitCode()).isEqualTo(2);
    assertThat(authority.err()).contains("--ca-cert");
  }
}
