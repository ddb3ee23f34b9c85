// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Installation;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of what the demo starts. */
final class Programs {

  private static final int TIME_SCALE = 60;

  /** The shop's, in its order. */
  static final List<String> REGIONS = List.of("us-east", "eu-west");

  /** Visits per second and region: with few, nobody can say that a release is good. */
  private static final String MORE_USERS = "24,16";

  private final Installation installation;

  Programs(Installation installation) {
    this.installation = installation;
  }

  /** Whether the shop was built where we look for it. */
  void requireShop() {
    if (!Files.isDirectory(installation.shopLib())) {
      throw CommandFailure.unreachable(
          "the shop's programs are not at "
              + installation.shopLib()
              + ". Fix: start the demo with ./ballast demo, which builds them");
    }
  }

  /** The same for the mesh. */
  void requireMesh() {
    if (!Files.isDirectory(installation.meshLib())) {
      throw CommandFailure.unreachable(
          "the mesh's programs are not at "
              + installation.meshLib()
              + ". Fix: start the demo with ./ballast demo, which builds them, or add --calls"
              + " direct");
    }
  }

  List<String> watchdog(RunMark mark) {
    List<String> command = small();
    command.add("-Xmx32m");
    command.addAll(List.of("-cp", ownJar(), Watchdog.class.getName()));
    command.addAll(List.of(mark.id(), mark.folder().toString()));
    return command;
  }

  List<String> server(DemoOptions options, Path data, Path config) {
    List<String> command = new ArrayList<>();
    command.add(installation.java().toString());
    command.addAll(installation.serveFlags());
    command.addAll(List.of("-Xmx512m", "-cp", installation.classPath()));
    command.addAll(List.of("dev.ballast.cli.Main", "serve", "--exit-with-parent"));
    command.addAll(List.of("--port", Integer.toString(options.ports().server())));
    command.addAll(List.of("--otlp-grpc-port", "0", "--otlp-http-port", "0"));
    command.addAll(List.of("--data", data.toString(), "--config", config.toString()));
    command.addAll(List.of("--time-scale", Integer.toString(TIME_SCALE)));
    if (options.calls() == Calls.MESH) {
      for (int i = 0; i < REGIONS.size(); i++) {
        String admin = "http://127.0.0.1:%d".formatted(options.ports().mesh(i));
        command.addAll(List.of("--mesh", REGIONS.get(i) + "=" + admin));
      }
    }
    return command;
  }

  /**
   * The shop has a class path of its own and is told no more of us than where to send telemetry.
   */
  List<String> shop(DemoOptions options, Path folder) {
    List<String> command = small();
    command.add("-Xmx96m");
    command.addAll(List.of("-cp", installation.shopLib() + "/*", "dev.ballast.shop.Shop", "run"));
    command.addAll(List.of("--dir", folder.toString(), "--exit-with-parent"));
    command.addAll(List.of("--otlp", "http://127.0.0.1:" + options.ports().server()));
    command.addAll(List.of("--scenario", options.scenario().toString()));
    command.addAll(List.of("--seed", Long.toString(options.seed())));
    command.addAll(List.of("--replication", options.strategy().toString()));
    if (options.scenario() == Scenario.TRAFFIC_SURGE) {
      command.addAll(List.of("--settle", DemoOptions.QUIET_BEFORE_A_SURGE.toSeconds() + "s"));
    }
    if (options.scenario() == Scenario.GROWTH) {
      command.addAll(List.of("--settle", DemoOptions.QUIET_BEFORE_GROWTH.toSeconds() + "s"));
    }
    if (options.scenario() == Scenario.REGION_LOSS) {
      command.addAll(List.of("--settle", DemoOptions.QUIET_BEFORE_A_LOSS.toSeconds() + "s"));
    }
    if (options.scenario().releases()) {
      command.addAll(List.of("--rates", MORE_USERS));
    }
    if (options.calls() == Calls.MESH) {
      command.addAll(List.of("--mesh", installation.meshLib().toString()));
    }
    if (!options.time().isZero()) {
      command.addAll(List.of("--for", options.shopTime().toSeconds() + "s"));
    }
    command.addAll(List.of("--port-base", Integer.toString(options.ports().shop())));
    command.addAll(List.of("--postgres-port", Integer.toString(options.ports().postgres())));
    return command;
  }

  /** The watchdog needs nothing else, and a short class path starts fast. */
  private static String ownJar() {
    try {
      return Path.of(Watchdog.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path entry that is no URI", e);
    }
  }

  private List<String> small() {
    return new ArrayList<>(
        List.of(
            installation.java().toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-XX:-UsePerfData"));
  }
}
