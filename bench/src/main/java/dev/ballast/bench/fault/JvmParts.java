// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A JVM of each lane, with a method for each thing that can be done to methods. */
final class JvmParts {

  /** Longer than a call takes that nothing was done to, shorter than the delay below. */
  private static final int PATIENCE_MS = 60;

  private JvmParts() {}

  static void methods(Lane lane) throws IOException {
    if (!System.getProperty("java.class.path").contains("ballast-jvm")) {
      System.out.println("no jar of the agent inside a JVM here: methods are left out");
      return;
    }
    Process process =
        Children.java(Cashier.class.getName())
            .redirectError(lane.folder().resolve("cashier.log").toFile())
            .start();
    lane.closing(() -> process.destroyForcibly().waitFor());
    String said = process.inputReader().readLine();
    if (said == null) {
      throw new IllegalStateException("the JVM whose methods are disturbed does not start");
    }
    int port = Integer.parseInt(said);
    Path file = Files.writeString(lane.folder().resolve("cashier.pid"), process.pid() + "\n");
    String target = lane.target("cashier-" + lane.number(), "pidFile: " + file);
    add(lane, target, port, "jvm.latency", "late", Map.of("delay_ms", "400"));
    add(
        lane,
        target,
        port,
        "jvm.exception",
        "throwing",
        Map.of("exception", "java.lang.IllegalStateException", "message", "bench"));
    add(lane, target, port, "jvm.return", "returning", Map.of("value", "7"));
  }

  private static void add(
      Lane lane, String target, int port, String kind, String method, Map<String, String> more) {
    Map<String, String> parameters = new HashMap<>(more);
    parameters.put("method", Cashier.class.getName() + "#" + method);
    lane.subject(
        new Subject(
            kind,
            "jvm",
            "jvm",
            target,
            parameters,
            () -> !Cashier.asks(port, method.charAt(0), PATIENCE_MS)));
  }
}
