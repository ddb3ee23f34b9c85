// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class EvalDiagnoseCommandTest {

  @TempDir private Path folder;

  @Test
  void ranksTheCauseOfACaseFirst() throws IOException {
    write(", \"truth\": {\"service\": \"db\"}");
    JsonNode line = JsonMapper.shared().readTree(rankings());
    assertThat(line.path("case").asString("")).isEqualTo("c1");
    assertThat(line.path("verdict").asString("")).isEqualTo("db");
    assertThat(line.path("ranking").path(0).path("subject").asString("")).isEqualTo("db");
    assertThat(line.path("ranking").path(0).path("class").asString("")).isEqualTo("demand");
    assertThat(line.path("evidence").path(0).path("text").asString("")).contains("latency");
  }

  @Test
  void answersTheSameWhenTheTruthIsDeletedOrWrong() throws IOException {
    write(", \"truth\": {\"service\": \"db\"}");
    String known = rankings();
    write("");
    assertThat(rankings()).isEqualTo(known);
    write(", \"truth\": {\"service\": \"front\"}");
    assertThat(rankings()).isEqualTo(known);
  }

  @Test
  void readsTheLayoutOfRcaEval() throws IOException {
    Path run = Files.createDirectories(folder.resolve("RE1-XX/db_cpu/1"));
    StringBuilder rows = new StringBuilder("time,db_cpu,front_cpu,db_latency-90\n");
    for (int t = 0; t < 120; t++) {
      rows.append("%d,%d,%d,0.1\n".formatted(t, t < 60 ? 10 + t % 2 : 90, 20 + t % 3));
    }
    Files.writeString(run.resolve("data.csv"), rows);
    Files.writeString(run.resolve("inject_time.txt"), "60\n");
    JsonNode line = JsonMapper.shared().readTree(rankings());
    assertThat(line.path("case").asString("")).isEqualTo("RE1-XX/db_cpu/1");
    assertThat(line.path("ranking").path(0).path("subject").asString("")).isEqualTo("db");
  }

  @Test
  void saysWhichCellIsNoNumber() throws IOException {
    write("");
    Files.writeString(folder.resolve("fault.csv"), "time,db|latency\n600,fast\n");
    assertThatThrownBy(this::rankings)
        .isInstanceOf(CommandFailure.class)
        .hasMessageEndingWith("fault.csv:2: \"fast\" (expected: a number or nothing)");
  }

  @Test
  void refusesAFolderWithoutCases() {
    assertThatThrownBy(this::rankings)
        .isInstanceOf(CommandFailure.class)
        .hasMessage("DIR: " + folder + " (expected: CASE.json files, or RCAEval's folders)");
  }

  private void write(String truth) throws IOException {
    Files.writeString(
        folder.resolve("c1.json"),
        """
        {"id": "c1", "dataset": "tiny", "alert": {"time": 600, "service": "front", "metric": "latency"},
         "files": {"normal": "normal.csv", "fault": "fault.csv", "graph": "graph.json"}%s}
        """
            .formatted(truth));
    Files.writeString(folder.resolve("graph.json"), "{\"edges\": [[\"front\", \"db\"]]}");
    String header = "time,front|latency|mean,db|latency|mean,front|requests,db|requests\n";
    StringBuilder rows = new StringBuilder(header);
    for (int t = 0; t < 600; t += 60) {
      rows.append("%d,0.2%d,0.1%d,50,50\n".formatted(t, t / 60 % 3, t / 60 % 2));
    }
    Files.writeString(folder.resolve("normal.csv"), rows);
    Files.writeString(
        folder.resolve("fault.csv"), header + "600,0.7,0.6,50,50\n660,0.72,0.61,50,50\n");
  }

  private String rankings() throws IOException {
    Path file = folder.resolve("rankings.jsonl");
    EvalDiagnoseCommand command =
        new EvalDiagnoseCommand(Terminal.ofProcess(), Installation.ofProcess());
    CommandLine line = new CommandLine(command);
    line.parseArgs(folder.toString(), "--rankings", file.toString(), "-o", "json");
    command.call();
    return Files.readString(file);
  }
}
