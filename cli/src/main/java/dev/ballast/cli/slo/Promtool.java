// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/** Prometheus' own checker, where there is one. */
final class Promtool {

  private static final int SECONDS = 30;

  private Promtool() {}

  /** What came of a check; nothing was checked where there is no promtool. */
  record Answer(boolean ran, boolean refused, String text) {}

  static Answer check(String program, String rules) throws IOException, InterruptedException {
    var file = Files.createTempFile("ballast-rules", ".yaml");
    try {
      Files.writeString(file, rules);
      var process =
          new ProcessBuilder(program, "check", "rules", file.toString())
              .redirectErrorStream(true)
              .start();
      try (var out = process.getInputStream()) {
        var text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return new Answer(true, true, program + " did not end within " + SECONDS + " s");
        }
        return new Answer(true, process.exitValue() != 0, text);
      }
    } catch (IOException e) {
      return new Answer(
          false,
          false,
          program
              + " could not be started, so it did not check the rules (expected: promtool, which"
              + " comes with Prometheus). Fix: install it, or name it, --promtool FILE");
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
