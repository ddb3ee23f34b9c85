// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop;

import dev.ballast.shop.node.Host;
import dev.ballast.shop.node.HostOptions;
import dev.ballast.shop.process.LeftBehind;
import dev.ballast.shop.process.Lines;
import dev.ballast.shop.process.RunMark;
import dev.ballast.shop.supervise.RunOptions;
import dev.ballast.shop.supervise.Supervisor;
import dev.ballast.shop.topology.Replication;
import dev.ballast.shop.trade.Trade;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/** The shop's program: the whole shop ({@code run}), or one part of it ({@code service}). */
public final class Shop {

  private static final int USAGE = 2;
  private static final int COULD_NOT = 3;

  private Shop() {}

  public static void main(String[] arguments) {
    List<String> all = List.of(arguments);
    String part = all.isEmpty() ? "" : all.getFirst();
    List<String> rest = all.isEmpty() ? all : all.subList(1, all.size());
    try {
      int code =
          switch (part) {
            case "run" -> run(rest);
            case "check-clean" -> checkClean(rest);
            case "service" -> service(rest);
            case "train" -> train(rest);
            default -> throw new IllegalArgumentException("expected:\n" + RunOptions.USAGE);
          };
      System.exit(code);
    } catch (IllegalArgumentException e) {
      Lines.err("" + e.getMessage());
      System.exit(USAGE);
    } catch (IOException | SQLException e) {
      Lines.err("shop: " + e.getMessage());
      System.exit(COULD_NOT);
    } catch (InterruptedException e) {
      System.exit(COULD_NOT);
    }
  }

  private static int run(List<String> arguments)
      throws IOException, InterruptedException, SQLException {
    RunOptions options = RunOptions.parse(arguments, cache());
    Supervisor supervisor = new Supervisor(options, InstantSource.system());
    Runtime.getRuntime().addShutdownHook(new Thread(supervisor::stop, "stop"));
    if (options.exitWithParent() || options.replication() == Replication.MULTI) {
      Thread.ofPlatform()
          .daemon()
          .name("parent")
          .start(() -> watchParent(supervisor, options.exitWithParent()));
    }
    supervisor.run();
    return 0;
  }

  private static void watchParent(Supervisor supervisor, boolean exitWithIt) {
    try (FileInputStream parent = new FileInputStream(FileDescriptor.in)) {
      while (parent.read() >= 0) {
        supervisor.replicating();
      }
    } catch (IOException e) {
      // A broken pipe is an end too.
    }
    supervisor.replicating();
    if (exitWithIt) {
      supervisor.orphaned();
    }
  }

  private static int checkClean(List<String> arguments) throws IOException {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("check-clean: a folder is missing");
    }
    Path dir = Path.of(arguments.getFirst()).toAbsolutePath().normalize();
    LeftBehind left =
        LeftBehind.count(
            RunMark.of(dir),
            RunOptions.roadsOf(arguments.subList(1, arguments.size())).all().keySet(),
            dir);
    Lines.out(
        "{\"processes\":%d,\"ports\":%d,\"files\":%d}"
            .formatted(left.processes(), left.ports(), left.files()));
    return left.isNothing() ? 0 : 1;
  }

  private static int service(List<String> arguments) throws IOException {
    HostOptions options = HostOptions.parse(arguments);
    Host host =
        Host.start(
            options,
            (region, peers, database, journal, settings, telemetry) ->
                new Trade(region, peers, database, journal, settings, telemetry)
                    .routesOf(options.node().service()));
    try (BufferedReader operator =
        new BufferedReader(
            new InputStreamReader(
                new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8))) {
      host.obey(operator, Lines::out, InstantSource.system());
    }
    Runtime.getRuntime().halt(0); // Pools and threads need no farewell, and eighteen of us leave.
    return 0;
  }

  private static int train(List<String> arguments) throws IOException, InterruptedException {
    Training.run(HostOptions.parse(arguments));
    return 0;
  }

  private static Path cache() {
    String base = System.getenv("XDG_CACHE_HOME");
    Path folder =
        base == null || base.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(base);
    return folder.resolve("ballast");
  }
}
