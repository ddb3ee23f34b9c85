// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server without peers pays nothing for what several regions need. */
final class AloneTest {

  @TempDir private Path dir;

  @Test
  void loadsNoEngine() throws Exception {
    Path classes = dir.resolve("classes.txt");
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + classes,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--port=0",
                "--otlp-grpc-port=0",
                "--otlp-http-port=0",
                "--data=" + dir.resolve("data"),
                "--exit-with-parent")
            .redirectErrorStream(true)
            .start();
    server.getOutputStream().close();
    String said = new String(server.getInputStream().readAllBytes(), UTF_8);
    assertThat(server.waitFor()).as(said).isZero();
    List<String> loaded = Files.readAllLines(classes);
    assertThat(loaded)
        .anyMatch(line -> line.contains("dev.ballast.ledger.embedded.EmbeddedLedger"));
    assertThat(loaded.stream().filter(AloneTest::isOfAnEngine)).isEmpty();
  }

  /** The JDK itself loads one class of Infinispan's, which is registered for addresses of files. */
  private static boolean isOfAnEngine(String line) {
    return (line.contains("org.apache.ratis.")
            || line.contains("org.infinispan.")
            || line.contains("org.jgroups."))
        && !line.contains("org.infinispan.commons.jdkspecific.ClasspathURLStreamHandlerProvider");
  }

  @Test
  void saysWhatIsWrongWithARegion() {
    Shell.Answer nobody = Shell.piped().run("serve", "--region", "us-east");
    assertThat(nobody.exitCode()).isEqualTo(2);
    assertThat(nobody.err())
        .contains("--region: us-east, --peers: [] (expected: a name, and the others by theirs)");
    Shell.Answer wrong =
        Shell.piped()
            .run("serve", "--data", dir.toString(), "--region", "us-east", "--peers", "eu-west=x");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("--peers: eu-west=x (expected: HOST:PORT");
  }
}
