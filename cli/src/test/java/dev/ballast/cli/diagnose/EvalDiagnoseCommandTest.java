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
  void readsTracesAndLogsOfRcaEval() throws IOException {
    Path run = Files.createDirectories(folder.resolve("RE2-XX/db_delay/1"));
    StringBuilder metrics = new StringBuilder("time,front_cpu,db_cpu\n");
    StringBuilder traces =
        new StringBuilder(
            "time,traceID,spanID,serviceName,methodName,operationName,startTimeMillis,startTime,"
                + "duration,statusCode,parentSpanID\n");
    StringBuilder logs =
        new StringBuilder("time,timestamp,container_name,message,level,req_path,error\n");
    for (int t = 600; t < 1200; t++) {
      metrics.append("%d,%d,%d\n".formatted(t, 20 + t % 3, 10 + t % 2));
      int slow = t < 900 ? 5_000 : 400_000;
      traces.append("x,t%d,a,front,GET,GET /,0,%d000000,%d,0.0,\n".formatted(t, t, 10_000 + slow));
      traces.append("x,t%d,b,db,GET,query,0,%d002000,%d,0.0,a\n".formatted(t, t, slow));
      logs.append(
          "x,%d000000000,db,\"slow, with a \"\"quote\"\"\nand a line\",info,,\n".formatted(t));
    }
    Files.writeString(run.resolve("simple_metrics.csv"), metrics);
    Files.writeString(run.resolve("traces.csv"), traces);
    Files.writeString(run.resolve("logs.csv"), logs);
    Files.writeString(run.resolve("inject_time.txt"), "900\n");
    JsonNode line = JsonMapper.shared().readTree(rankings());
    assertThat(line.path("ranking").path(0).path("subject").asString("")).isEqualTo("db");
    assertThat(line.path("ranking").path(0).path("class").asString("")).isEqualTo("work");
    assertThat(line.path("verdict").asString("")).isEqualTo("db");
  }

  @Test
  void saysWhichColumnOfATraceIsMissing() throws IOException {
    Path run = Files.createDirectories(folder.resolve("RE2-XX/db_delay/1"));
    Files.writeString(run.resolve("data.csv"), "time,db_cpu\n1,2\n");
    Files.writeString(run.resolve("traces.csv"), "time,traceID\n");
    Files.writeString(run.resolve("inject_time.txt"), "900\n");
    assertThatThrownBy(this::rankings)
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("traces.csv:1: no column spanID, serviceName, startTime");
  }

  @Test
  void saysWhichCommitItWasWhateverTheTruthSays() throws IOException {
    scenario("culprit");
    String known = rankings();
    JsonNode line = JsonMapper.shared().readTree(known);
    assertThat(line.path("case").asString("")).isEqualTo("stock-pool");
    assertThat(line.path("verdict").asString("")).isEqualTo("culprit");
    assertThat(line.path("changes").path(0).path("for").size()).isPositive();
    scenario("none");
    assertThat(rankings()).isEqualTo(known);
    Files.delete(folder.resolve("stock-pool/truth.json"));
    assertThat(rankings()).isEqualTo(known);
  }

  private void scenario(String truth) throws IOException {
    Path scenario = Files.createDirectories(folder.resolve("stock-pool"));
    Files.writeString(
        scenario.resolve("alert.json"),
        """
        {"service": "stock", "metric": "pool_wait_seconds", "fired_at": "2026-05-04T13:55:00Z",
         "summary": "stock cannot acquire connections, pool exhausted"}\
        """);
    Files.writeString(
        scenario.resolve("commits.json"),
        """
        [{"sha": "culprit", "timestamp": "2026-05-04T13:35:00Z", "message": "simplify defaults",
          "files_changed": ["pkg/db/pool.go"], "diff": "-const maxConns = 50\\n+const maxConns = 10"},
         {"sha": "other", "timestamp": "2026-05-04T13:30:00Z", "message": "docs",
          "files_changed": ["docs/a.md"], "diff": null}]\
        """);
    Files.writeString(
        scenario.resolve("deploys.json"),
        """
        [{"timestamp": "2026-05-04T13:40:00Z", "service": "stock", "commit_sha": "culprit",
          "version": "v7"}]\
        """);
    StringBuilder metrics = new StringBuilder("timestamp,service,metric,value\n");
    for (int minute = 0; minute < 60; minute++) {
      metrics.append(
          "2026-05-04T13:%02d:00Z,stock,pool_wait_seconds,%s\n"
              .formatted(minute, minute < 45 ? "0.01" + minute % 3 : "4.2"));
    }
    Files.writeString(scenario.resolve("metrics.csv"), metrics);
    Files.writeString(
        scenario.resolve("truth.json"),
        "{\"root_cause_commit\": \"%s\", \"first_failing_service\": \"stock\"}".formatted(truth));
  }

  @Test
  void answersByteForByteTheSameTwice() throws IOException {
    write("");
    assertThat(rankings()).isEqualTo(rankings());
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
        .hasMessage(
            "DIR: " + folder + " (expected: CASE.json files, or folders of a known layout)");
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
