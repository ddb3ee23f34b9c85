// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cli.Shell.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class CheckCommandTest {

  private static final String GOOD =
      """
      {"process":"a","key":"x","op":"write","value":1,"start":0,"end":10,"ok":true}
      {"process":"b","key":"x","op":"read","result":1,"start":5,"end":20,"ok":true}
      {"process":"c","key":"x","op":"cas","value":[1,2],"result":true,"start":30,"end":40,"ok":true}
      """;
  private static final String STALE =
      GOOD
          + """
          {"process":"b","key":"x","op":"read","result":1,"start":50,"end":60,"ok":true}
          """;

  private static Answer check(String history, String... more) {
    String[] arguments = new String[2 + more.length];
    arguments[0] = "check";
    arguments[1] = "-";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return Shell.piped().runWithInput(history, arguments);
  }

  private static JsonNode document(Answer answer) {
    assertThat(answer.out()).hasLineCount(1);
    return JsonMapper.builder().build().readTree(answer.out());
  }

  @Test
  void aLinearizableHistoryEndsWithZero() {
    Answer answer = check(GOOD, "-o", "json");
    assertThat(answer.exitCode()).isZero();
    JsonNode document = document(answer);
    assertThat(document.path("verdict").asString()).isEqualTo("linearizable");
    assertThat(document.path("operations").asInt()).isEqualTo(3);
    assertThat(document.path("violations")).isEmpty();
    assertThat(check(GOOD).out())
        .isEqualTo("● linearizable (register; 3 operations, 1 key, 0 unanswered, 0 failed)\n");
  }

  @Test
  void aStaleReadIsShownWithWhatItContradicts() {
    Answer answer = check(STALE, "-o", "json");
    assertThat(answer.exitCode()).isEqualTo(1);
    JsonNode document = document(answer);
    assertThat(document.path("verdict").asString()).isEqualTo("violation");
    JsonNode violation = document.path("violations").path(0);
    assertThat(violation.path("key").asString()).isEqualTo("x");
    assertThat(violation.path("impossible").path("line").asInt()).isEqualTo(4);
    assertThat(violation.path("before").path(0).path("state").asString()).isEqualTo("2");
    String text = check(STALE).out();
    assertThat(text)
        .contains("■ not linearizable: 1 key (register;")
        .contains("key x: read -> 1 by b (line 4) fits no order; before it: 2.")
        .contains("■ read -> 1");
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void jepsensEventsAreReadToo() {
    String events =
        """
        {"type":":invoke","f":":write","value":3,"process":0,"time":1,"index":0}
        {"type":"info","f":"start-partition","process":"nemesis","time":2}
        {"type":"ok","f":"write","value":3,"process":0,"time":5}
        {"type":"invoke","f":"cas","value":[9,4],"process":1,"time":6}
        {"type":"fail","f":"cas","value":[9,4],"process":1,"time":7}
        {"type":"invoke","f":"write","value":5,"process":2,"time":8}
        {"type":"info","f":"write","value":5,"process":2,"time":9,"error":"timeout"}
        {"type":"invoke","f":"read","value":null,"process":0,"time":10}
        {"type":"ok","f":"read","value":%d,"process":0,"time":11}
        """;
    for (int value : new int[] {3, 5}) {
      JsonNode document = document(check(events.formatted(value), "-o", "json"));
      assertThat(document.path("verdict").asString()).isEqualTo("linearizable");
      assertThat(document.path("unanswered").asInt()).isEqualTo(1);
      assertThat(document.path("failed").asInt()).isEqualTo(1);
      assertThat(document.path("skipped").asInt()).isEqualTo(1);
    }
    Answer bad = check(events.formatted(4), "-o", "json");
    assertThat(bad.exitCode()).isEqualTo(1);
    assertThat(document(bad).path("violations").path(0).path("impossible").path("line").asInt())
        .isEqualTo(8);
  }

  @Test
  void independentKeysAreTakenFromTheValues() {
    String events =
        """
        {"type":"invoke","f":"write","value":["k1",3],"process":0}
        {"type":"ok","f":"write","value":["k1",3],"process":0}
        {"type":"invoke","f":"read","value":["k2",null],"process":0}
        {"type":"ok","f":"read","value":["k2",null],"process":0}
        """;
    JsonNode document = document(check(events, "--independent", "-o", "json"));
    assertThat(document.path("keys").asInt()).isEqualTo(2);
    assertThat(document.path("verdict").asString()).isEqualTo("linearizable");
  }

  @Test
  void nobodyKnowsWhenTheBudgetIsTooSmall() {
    Answer answer = check(STALE, "--steps", "2", "-o", "json");
    assertThat(answer.exitCode()).isEqualTo(1);
    JsonNode document = document(answer);
    assertThat(document.path("verdict").asString()).isEqualTo("unknown");
    assertThat(document.path("unknown").path(0).path("why").asString())
        .isEqualTo("not decided within 2 steps");
    assertThat(check(STALE, "--steps", "2").out())
        .contains("○ unknown: 1 key", "Fix: --memory, --steps");
  }

  @Test
  void accountsForEveryAcknowledgedWriteOfAnEventualStore() {
    String writes =
        """
        {"process":"us","key":"k","op":"write","value":"a","start":"2026-01-01T00:00:00Z","end":"2026-01-01T00:00:01Z","ok":true}
        {"process":"eu","key":"k","op":"write","value":"b","start":"2026-01-01T00:00:00Z","end":"2026-01-01T00:00:01Z","ok":true}
        {"process":"us","key":"k","op":"read","result":"b","final":true}
        {"process":"eu","key":"k","op":"read","result":"b","final":true}
        """;
    Answer lost = check(writes, "--model", "ap-register", "-o", "json");
    assertThat(lost.exitCode()).isEqualTo(1);
    assertThat(document(lost).path("findings").path(0).path("kind").asString()).isEqualTo("lost");
    assertThat(check(writes, "--model", "ap-register").out())
        .contains("■ violation", "write \"a\" by us was acknowledged and is nowhere");
    Answer told =
        check(
            writes + "{\"op\":\"lost\",\"key\":\"k\",\"value\":\"a\"}\n",
            "--model",
            "ap-register",
            "-o",
            "json");
    assertThat(told.exitCode()).isZero();
    assertThat(document(told).path("verdict").asString()).isEqualTo("accounted");
    assertThat(document(told).path("journalled").asInt()).isEqualTo(1);
    String unread = writes.lines().limit(2).reduce("", (a, b) -> a + b + "\n");
    Answer unknown = check(unread, "--model", "ap-register", "-o", "json");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(document(unknown).path("verdict").asString()).isEqualTo("unknown");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"op\":\"read\",\"start\":0|stdin:1:",
        "[1]|stdin:1:1: no JSON object (expected: one a line)",
        "{\"op\":\"read\",\"strat\":0}|stdin:1:1: unknown field strat (did you mean start?)",
        "{\"start\":0}|stdin:1:1: op: missing",
        "{\"op\":\"push\",\"start\":0,\"end\":1,\"ok\":true}|op: push (expected: read, write or cas)",
        "{\"op\":\"read\",\"start\":0,\"ok\":true}|end: missing (expected: a time, since ok is true)",
        "{\"op\":\"read\",\"start\":5,\"end\":1,\"ok\":true}|end: 1 (expected: at least the start, 5)",
        "{\"op\":\"read\",\"start\":0.5,\"end\":1,\"ok\":true}|start: 0.5 (expected: a whole number",
        "{\"op\":\"read\",\"start\":0,\"end\":1,\"ok\":\"yes\"}|ok: \"yes\" (expected: true, false",
        "{\"type\":\"done\",\"process\":1}|type: done (expected: invoke, ok, fail or info)",
        "{\"type\":\"ok\",\"process\":1,\"f\":\"read\"}|ok of process 1 (expected: an invoke of it",
        "{\"op\":\"write\",\"start\":0,\"end\":1,\"ok\":false}|no operations (expected: at least one"
      })
  void saysWhatIsWrongWithALine(String line, String problem) {
    Answer answer = check(line + "\n");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains(problem);
  }

  @Test
  void listsTwentyProblemsAndCountsTheRest() {
    Answer answer = check("{\"op\":7}\n".repeat(25));
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("stdin:20:1:", "stdin: and 5 more").doesNotContain(":21:1:");
    assertThat(check("").err()).contains("stdin:1:1: no operations");
  }

  @Test
  void refusesOptionsThatMakeNoSenseAllAtOnce(@TempDir Path folder) throws IOException {
    Answer answer = check(GOOD, "--model", "regster", "--memory", "0", "--steps", "0");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err())
        .contains("--model: regster (expected: one of register, cas-register, counter, lock")
        .contains("Did you mean register?", "--memory: 0", "--steps: 0");
    Path file = folder.resolve("history.jsonl");
    Files.writeString(file, "# night\n\n" + GOOD);
    assertThat(Shell.piped().run("check", file.toString()).exitCode()).isZero();
    assertThat(Shell.piped().run("check", folder.resolve("none").toString()).err())
        .contains("expected: a file, or - for standard input");
  }
}
