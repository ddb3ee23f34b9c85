// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults;

import dev.ballast.faults.agent.Agent;
import dev.ballast.faults.path.PathProcess;
import dev.ballast.faults.undo.Databases;
import dev.ballast.faults.undo.SecretTexts;
import dev.ballast.faults.undo.Undoer;
import dev.ballast.faults.watchdog.WatchdogProcess;
import dev.ballast.model.FaultAgent;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Reading;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program of the faults: {@code agent} or {@code watchdog}, a configuration and a name; or
 * {@code path}.
 */
public final class Main {

  private static final int OK = 0;
  private static final int USAGE = 2;
  private static final int COULD_NOT = 3;
  private static final int WORDS = 3;

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) throws InterruptedException {
    if (arguments.equals(List.of("path"))) {
      PrintStream answers = stream(FileDescriptor.out);
      System.setOut(stream(FileDescriptor.err)); // Whatever a library prints is no answer.
      new PathProcess(answers).run(input());
      return OK;
    }
    if (arguments.size() < 2 || arguments.size() > WORDS) {
      return fail(USAGE, "expected: agent|watchdog FILE [NAME], or path");
    }
    Path file = Path.of(arguments.get(1)).toAbsolutePath();
    String name = arguments.size() == WORDS ? arguments.get(2) : "";
    Reading reading = ConfigurationReader.read(List.of(file), QueryChecker.NONE);
    reading.problems().forEach(problem -> say(FileDescriptor.err, problem.line()));
    Optional<FaultAgent> settings = chosen(reading, name);
    if (settings.isEmpty()) {
      return fail(
          USAGE,
          "%s: agent %s (expected: the name of a FaultAgent in it, %s)"
              .formatted(
                  file,
                  name.isEmpty() ? "?" : name,
                  reading.configuration().faultAgents().keySet()));
    }
    SecretTexts secrets = new SecretTexts(System::getenv);
    if (arguments.getFirst().equals("watchdog")) {
      return watch(settings.get(), secrets);
    }
    if (secrets.of(settings.get().token()).isEmpty()) {
      return fail(
          COULD_NOT, "tokenFrom: " + settings.get().token().place() + " (expected: a text there)");
    }
    return serve(settings.get(), secrets, file);
  }

  private static Optional<FaultAgent> chosen(Reading reading, String name) {
    List<FaultAgent> all = List.copyOf(reading.configuration().faultAgents().values());
    return name.isEmpty() && all.size() == 1
        ? Optional.of(all.getFirst())
        : all.stream().filter(agent -> agent.name().equals(name)).findFirst();
  }

  private static int serve(FaultAgent settings, SecretTexts secrets, Path file)
      throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(over, closed), "faults-stop"));
    List<String> dog = self("watchdog", file.toString(), settings.name());
    try (Agent agent = Agent.start(settings, secrets, dog, self("path"))) {
      say(FileDescriptor.out, ready(agent, settings));
      over.await();
    } catch (IOException e) {
      closed.countDown();
      return fail(COULD_NOT, String.valueOf(e.getMessage()));
    }
    closed.countDown();
    return OK;
  }

  private static void stop(CountDownLatch over, CountDownLatch closed) {
    over.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String ready(Agent agent, FaultAgent settings) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("event", "ready")
        .put("agent", settings.name())
        .put("address", "http://127.0.0.1:" + agent.port())
        .put("pid", ProcessHandle.current().pid())
        .put("watchdog", agent.watchdogPid())
        .put("without_rules", agent.withoutRules())
        .toString();
  }

  /** This program once more, as small as it can be. */
  private static List<String> self(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static PrintStream stream(FileDescriptor where) {
    return new PrintStream(new FileOutputStream(where), true, StandardCharsets.UTF_8);
  }

  private static BufferedReader input() {
    return new BufferedReader(
        new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
  }

  private static int watch(FaultAgent settings, SecretTexts secrets) throws InterruptedException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    WatchdogProcess dog = new WatchdogProcess(new Undoer(new Databases(settings, secrets)), out);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(dog), "watchdog-stop"));
    dog.run(input());
    return OK;
  }

  private static void end(WatchdogProcess dog) {
    try {
      dog.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int fail(int code, String text) {
    say(FileDescriptor.err, text);
    return code;
  }

  private static void say(FileDescriptor where, String line) {
    stream(where).println(line);
  }
}
