// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.systemd;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Lives;
import dev.ballast.control.actuator.Restarter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One unit of systemd on this machine, by {@code systemctl}: no shell, and only units that somebody
 * has allowed. systemd gives each start an {@code InvocationID} of its own; with the main pid it
 * tells one life from the next (systemd.exec(5)).
 */
public final class UnitRestarter implements Restarter {

  private static final Duration ASKING = Duration.ofSeconds(5);
  private static final Duration RESTARTING = Duration.ofSeconds(90);
  private static final int MOST_WORDS = 4000;

  private final String program;
  private final String unit;

  /**
   * @param program systemctl, or what stands in for it
   * @param allowed the units that may be restarted
   * @throws ActuatorException when this one may not
   */
  public UnitRestarter(String program, String unit, Set<String> allowed) {
    this.program = program;
    this.unit = unit;
    if (!unit.matches("[A-Za-z0-9:_.@\\\\][A-Za-z0-9:_.@\\\\-]{0,254}")) {
      throw new ActuatorException(
          Kind.INVALID, place(), "is no name of a unit", "name one of systemctl list-units");
    }
    if (!allowed.contains(unit)) {
      throw new ActuatorException(
          Kind.UNSUPPORTED,
          place(),
          "this unit may not be restarted from here",
          "start the server with --healing-unit " + unit);
    }
  }

  @Override
  public String place() {
    return "systemd unit " + unit;
  }

  @Override
  public Lives read() {
    Map<String, String> facts = new HashMap<>();
    run(ASKING, "show", "--property=LoadState,ActiveState,MainPID,InvocationID", "--", unit)
        .lines()
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              if (equals > 0) {
                facts.put(line.substring(0, equals), line.substring(equals + 1));
              }
            });
    if (!"loaded".equals(facts.get("LoadState"))) {
      throw new ActuatorException(
          Kind.NOT_FOUND,
          place(),
          "systemd knows no such unit (" + facts.getOrDefault("LoadState", "no answer") + ")",
          "see systemctl status " + unit);
    }
    return new Lives(
        place(),
        new TreeMap<>(
            Map.of(
                unit,
                "%s pid %s %s"
                    .formatted(
                        facts.getOrDefault("ActiveState", "?"),
                        facts.getOrDefault("MainPID", "0"),
                        facts.getOrDefault("InvocationID", "")))),
        1);
  }

  @Override
  public void restart(Lives seen, String key) {
    Lives now = read();
    if (now.gone(seen.lives()) > 0) {
      throw new ActuatorException(
          Kind.CONFLICT,
          place(),
          "it is " + now.lives().get(unit) + " by now",
          "read it again, and decide upon what is there now");
    }
    run(RESTARTING, "restart", "--", unit);
  }

  private String run(Duration patience, String... words) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(words));
    Process process = null;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .start();
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw unreachable("no end of " + words[0] + " within " + patience.toSeconds() + " s");
      }
      // What it says fits into a pipe, so it never waits for us to read.
      String said =
          new String(process.getInputStream().readNBytes(MOST_WORDS), StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new ActuatorException(
            Kind.REFUSED,
            place(),
            "systemctl " + words[0] + " ended with " + process.exitValue() + ": " + said.strip(),
            "see systemctl status " + unit);
      }
      return said;
    } catch (IOException e) {
      throw new ActuatorException(
          Kind.UNSUPPORTED, place(), "there is no systemctl here", "run Ballast where systemd is");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("broken off");
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  private ActuatorException unreachable(String what) {
    return new ActuatorException(Kind.UNREACHABLE, place(), what, "see systemctl status " + unit);
  }
}
