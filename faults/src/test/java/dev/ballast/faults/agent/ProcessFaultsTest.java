// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.process.KillDriver;
import dev.ballast.faults.process.StopDriver;
import dev.ballast.faults.process.Subject;
import dev.ballast.faults.undo.Databases;
import dev.ballast.faults.undo.SecretTexts;
import dev.ballast.faults.undo.Sleepers;
import dev.ballast.faults.undo.Undo;
import dev.ballast.faults.undo.Undoer;
import dev.ballast.model.FaultAgent;
import dev.ballast.model.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
final class ProcessFaultsTest {

  @TempDir private Path folder;
  private final Subject subject = new Subject(Set.of());
  private final Undoer undoer =
      new Undoer(
          new Databases(
              new FaultAgent(
                  "host",
                  URI.create("http://127.0.0.1:1"),
                  new Secret.None(),
                  "test",
                  "",
                  List.of(),
                  List.of()),
              new SecretTexts(_ -> null)));
  private final StopDriver stop = new StopDriver(subject, undoer);
  private final KillDriver kill = new KillDriver(subject, undoer);

  private static Order order(String kind, FaultAgent.Target target, Map<String, String> more) {
    return new Order("a", kind, target, more, Duration.ofSeconds(1));
  }

  @Test
  void stopsTheWholeTreeAndLetsAllOfItGoOn() throws Exception {
    try (Sleepers sleepers = new Sleepers(folder)) {
      FaultAgent.Target target = sleepers.start("one");
      Order order = order("process.stop", target, Map.of());
      List<Undo> undo = stop.arm(order);
      stop.apply(order, undo);
      assertThat(stop.verify(order, undo).isYes()).isTrue();
      assertThat(Sleepers.states(target)).isEqualTo("TT");
      assertThat(stop.preflight(order)).singleElement().asString().contains("stopped already");
      stop.heal(order, undo);
      stop.heal(order, undo);
      assertThat(stop.proveHealed(order, undo).isYes()).isTrue();
      assertThat(Sleepers.states(target)).isEqualTo("SS");
    }
  }

  @Test
  void seesThatATargetEndedMidway() throws Exception {
    try (Sleepers sleepers = new Sleepers(folder)) {
      FaultAgent.Target target = sleepers.start("one");
      Order order = order("process.stop", target, Map.of());
      List<Undo> undo = stop.arm(order);
      stop.apply(order, undo);
      sleepers.close();
      while (!Sleepers.states(target).isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(stop.verify(order, undo).seen()).isEqualTo(Verdict.Seen.GONE);
      assertThat(stop.proveHealed(order, undo).seen()).isEqualTo(Verdict.Seen.GONE);
    }
  }

  @Test
  void killsAndStartsItAgain() throws Exception {
    try (Sleepers sleepers = new Sleepers(folder)) {
      FaultAgent.Target plain = sleepers.start("one");
      Path again = folder.resolve("again");
      FaultAgent.Target target =
          new FaultAgent.Target(
              plain.name(),
              plain.service(),
              plain.labels(),
              plain.pidFile(),
              List.of("/usr/bin/touch", again.toString()),
              "",
              0,
              plain.proxy(),
              "",
              plain.database(),
              List.of());
      Order order = order("process.kill", target, Map.of("tree", "true"));
      List<Undo> undo = kill.arm(order);
      kill.apply(order, undo);
      while (!kill.verify(order, undo).isYes()) {
        Thread.onSpinWait();
      }
      assertThat(kill.proveHealed(order, undo).seen()).isEqualTo(Verdict.Seen.NO);
      kill.heal(order, undo);
      assertThat(again).exists();
    }
  }

  @Test
  void neverTouchesWhatRunsTheFaults() throws Exception {
    Path pid = folder.resolve("self.pid");
    Files.writeString(pid, ProcessHandle.current().pid() + "\n");
    FaultAgent.Target self = FaultBookTest.target("self", Map.of());
    FaultAgent.Target target =
        new FaultAgent.Target(
            "self",
            self.service(),
            Map.of(),
            pid.toString(),
            List.of(),
            "",
            0,
            self.proxy(),
            "",
            self.database(),
            List.of());
    assertThat(kill.preflight(order("process.kill", target, Map.of())))
        .singleElement()
        .asString()
        .contains("is part of what runs the faults");
    assertThat(kill.preflight(order("process.kill", self, Map.of())))
        .containsExactly("target self: has no process. Fix: give it a pidFile");
    Files.writeString(pid, "no number");
    assertThat(stop.preflight(order("process.stop", target, Map.of())))
        .singleElement()
        .asString()
        .contains("is no number");
  }
}
