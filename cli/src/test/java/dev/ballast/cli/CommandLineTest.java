// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  private final Shell shell = Shell.piped();

  @ParameterizedTest
  @CsvSource({
    "stats, unknown command stats (did you mean status?)",
    "dmeo, unknown command dmeo (did you mean demo?)",
    "status --servr=x, unknown flag --servr (did you mean --server?)",
    "query up --stp 5s, unknown flag --stp (did you mean --step?)",
    "gate payments more, unexpected argument more",
    "frobnicate, unknown command frobnicate",
  })
  void namesWhatIsUnknownAndTheNearestKnown(String arguments, String problem) {
    Shell.Answer answer = shell.run(arguments.split(" "));
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err().lines().findFirst()).hasValue("ballast: " + problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query up --range 5x",
        "version -o xml",
        "demo --scenario meteor",
        "events --since yesterday",
        "status --server foo",
        "status --server http://127.0.0.1:22222222",
        "demo --scenario slow-database --for 30s",
        "demo --scenario traffic-surge --for 120s",
        "demo --scenario network-delay --calls direct",
        "completion fish",
        "eval scaling --seeds 0 --days 99 --quantile 2",
        "eval scaling --traffic meteor"
      })
  void refusesValuesThatMakeNoSense(String arguments) {
    Shell.Answer answer = shell.run(arguments.split(" "));
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains("xpected");
  }

  @Test
  void namesTheKnownConstantsAsTheyAreTyped() {
    Shell.Answer answer = shell.run("version", "-o", "xml");
    assertThat(answer.err())
        .startsWith("ballast: --output: xml (expected: one of table, json, yaml)");
  }

  @Test
  void listsEveryWrongOptionOfAServer() {
    Shell.Answer answer =
        shell.run("serve", "--config", "/none", "--port", "99999", "--time-scale", "0");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("--config: /none", "--port: 99999", "--time-scale: 0");
  }

  @Test
  void showsAllCommandsWhenNoneIsGiven() {
    Shell.Answer answer = shell.run();
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err())
        .contains(
            "demo", "serve", "status", "query", "gate", "events", "validate", "eval", "token");
  }

  @Test
  void helpOfEveryCommandFitsInAHundredColumns() {
    for (List<String> words : Shell.everyCommand()) {
      List<String> asked = new ArrayList<>(words);
      asked.add("--help");
      Shell.Answer answer = shell.run(asked.toArray(String[]::new));
      assertThat(answer.exitCode()).as(words.toString()).isZero();
      assertThat(answer.out()).startsWith("Usage: ballast " + String.join(" ", words));
      assertThat(answer.out().lines()).allMatch(line -> line.length() <= Terminal.WIDTH);
    }
  }

  @Test
  void theVersionIsAFlagToo() {
    assertThat(shell.run("--version").out()).isEqualToIgnoringNewLines("ballast 1.2.3");
    assertThat(shell.run("--version").exitCode()).isZero();
  }

  @Test
  void aWrongFlagOfACommandThatHasOthersIsNamed() {
    Shell.Answer answer = shell.run("roi", "x.yaml", "--years", "many");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("--years").doesNotContain("Usage:");
    assertThat(shell.run("roi").err()).startsWith("ballast: FILE|DIR: missing");
    assertThat(shell.run("roi", "import").err()).startsWith("Usage: ballast roi import");
  }

  @Test
  void versionSaysTheSameInEveryFormat() {
    assertThat(shell.run("version").out()).startsWith("ballast 1.2.3 (abc), Java ");
    assertThat(shell.run("version", "-o", "json").out())
        .startsWith("{\"version\":\"1.2.3\",\"commit\":\"abc\",\"java\":\"")
        .hasLineCount(1);
    assertThat(shell.run("version", "-o", "yaml").out()).startsWith("version: 1.2.3\n");
  }

  @Test
  void completionKnowsEveryCommand() {
    String script = shell.run("completion", "bash").out();
    assertThat(Shell.commands()).allSatisfy(name -> assertThat(script).contains(name));
    assertThat(shell.run("completion", "zsh").out()).contains("bashcompinit");
  }

  @Test
  void saysWhichServerIsAbsentAndHowToStartOne() {
    Shell.Answer answer = shell.run("status", "--server", "http://127.0.0.1:1");
    assertThat(answer.exitCode()).isEqualTo(3);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err())
        .contains("http://127.0.0.1:1", "ballast serve --port 1", "BALLAST_SERVER");
  }

  @Test
  void coloursOnlyForPeopleAndNeverAgainstTheirWish() {
    assertThat(Shell.onTerminal().run("--help").out()).contains("\u001b[");
    assertThat(Shell.piped().run("--help").out()).doesNotContain("\u001b[");
    assertThat(Shell.onTerminal().with("NO_COLOR", "1").run("--help").out())
        .doesNotContain("\u001b[");
  }

  @ParameterizedTest
  @ValueSource(strings = {"detect - --scores", "detect -", "forecast -", "version"})
  void saysThatItsAnswerCouldNotBeWritten(String command) {
    Shell.Answer answer = Shell.piped().runOntoFullDisk("1\n2\n3\n", command.split(" "));
    assertThat(answer.exitCode()).isEqualTo(3);
    assertThat(answer.err())
        .isEqualTo("ballast: standard output cannot be written: No space left on device\n");
  }
}
