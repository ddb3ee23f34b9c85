// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.process.Subject;
import dev.ballast.faults.undo.Databases;
import dev.ballast.faults.undo.SecretTexts;
import dev.ballast.faults.undo.Undo;
import dev.ballast.faults.undo.Undoer;
import dev.ballast.model.FaultAgent;
import dev.ballast.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On files that look like a control group's. */
final class CgroupDriverTest {

  @TempDir private Path group;

  private final FaultAgent agent =
      new FaultAgent(
          "host",
          URI.create("http://127.0.0.1:1"),
          new Secret.None(),
          "test",
          "",
          List.of(),
          List.of());
  private final List<FaultDriver> all =
      CgroupDriver.all(
          new Subject(Set.of()), new Undoer(new Databases(agent, new SecretTexts(_ -> null))));

  private FaultDriver driver(String kind) {
    return all.stream().filter(d -> d.kind().equals(kind)).findFirst().orElseThrow();
  }

  private Order order(String kind, Map<String, String> parameters) {
    FaultAgent.Target target =
        new FaultAgent.Target(
            "payments-1",
            "payments",
            Map.of(),
            "",
            List.of(),
            group.toString(),
            0,
            FaultAgent.Proxy.NONE,
            "",
            FaultAgent.Database.NONE,
            List.of());
    return new Order("t", kind, target, parameters, Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    "cgroup.cpu, percent, 50, cpu.max, max 100000, 50000 100000",
    "cgroup.cpu, percent, 50, cpu.cfs_quota_us, -1, 50000",
    "cgroup.memory, bytes, 67108864, memory.high, max, 67108864",
    "cgroup.pids, count, 10, pids.max, max, 10",
    "cgroup.freeze, '', '', cgroup.freeze, 0, 1",
    "cgroup.freeze, '', '', freezer.state, THAWED, FROZEN"
  })
  void limitsAndPutsBackWhatWasThere(
      String kind, String parameter, String value, String file, String before, String limited)
      throws Exception {
    Files.createFile(group.resolve("cgroup.procs"));
    Path limit = Files.writeString(group.resolve(file), before);
    FaultDriver driver = driver(kind);
    Order order = order(kind, parameter.isEmpty() ? Map.of() : Map.of(parameter, value));
    assertThat(driver.preflight(order)).isEmpty();
    List<Undo> undo = driver.arm(order);
    driver.apply(order, undo);
    assertThat(limit).hasContent(limited);
    assertThat(driver.verify(order, undo).isYes()).isTrue();
    assertThat(driver.proveHealed(order, undo).isYes()).isFalse();
    driver.heal(order, undo);
    driver.heal(order, undo);
    assertThat(limit).hasContent(before);
    assertThat(driver.proveHealed(order, undo).isYes()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cgroup.cpu | percent | 0 | percent: 0 (expected: 1 or more, 100 is one core)",
        "cgroup.memory | bytes | 10 | bytes: 10 (expected: 1048576 or more)",
        "cgroup.pids | count | 0 | count: 0 (expected: 1 to 4194304)",
        "cgroup.pids | count | ten | count: ten (expected: a number)"
      })
  void badValuesAreNamed(String kind, String parameter, String value, String problem)
      throws IOException {
    Files.createFile(group.resolve("cgroup.procs"));
    for (String file : List.of("cpu.max", "memory.high", "pids.max")) {
      Files.writeString(group.resolve(file), "max");
    }
    assertThat(driver(kind).preflight(order(kind, Map.of(parameter, value))))
        .containsExactly(problem);
  }
}
