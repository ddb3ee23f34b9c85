// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ballast.cli.Shell.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code eval openslo} and {@code rules export}. */
final class SloFormatsCommandTest {

  private static final String SLOTH =
      """
      version: prometheus/v1
      service: shop
      slos:
        - name: up
          objective: 99.9
          sli:
            events:
              error_query: sum(rate(bad[{{.window}}]))
              total_query: sum(rate(all[{{.window}}]))
          alerting: {page_alert: {disable: true}, ticket_alert: {disable: true}}
      """;

  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private JsonNode eval(int exitCode) throws IOException {
    Answer answer = Shell.piped().run("eval", "openslo", folder.toString(), "-o", "json");
    assertThat(answer.exitCode()).isEqualTo(exitCode);
    return JsonMapper.shared().readTree(answer.out());
  }

  @Test
  void countsWhatItsLabelsAskFor() throws IOException {
    write("a/good.yaml", SLOTH);
    write("a/invalid.yaml", SLOTH.replace("99.9", "101"));
    write("b/schema.yaml", "apiVersion: openslo/v1\nkind: SLO\nmetadata:\n  name: string # any\n");
    var document = eval(0);
    assertThat(document.at("/totals/cases").asInt()).isEqualTo(3);
    assertThat(document.at("/totals/failed").asInt()).isZero();
    assertThat(document.at("/totals/excluded").asInt()).isEqualTo(1);
    var rejected = document.at("/files/1");
    assertThat(rejected.path("outcome").asString()).isEqualTo("rejected");
    assertThat(rejected.path("where").asString()).isEqualTo("5:16");
    assertThat(rejected.path("right").asBoolean()).isTrue();
  }

  @Test
  void isNotTrueToItsLabelsWhenWhatIsInvalidIsTaken() throws IOException {
    write("invalid.yaml", SLOTH);
    write("fine.yaml", SLOTH.replace("slos:", "slso:"));
    assertThat(eval(1).at("/totals/failed").asInt()).isEqualTo(2);
    assertThat(Shell.piped().run("eval", "openslo", folder.toString()).out())
        .contains("Wrong:\n  fine.yaml:1:1: ")
        .contains("  invalid.yaml\n");
  }

  @Test
  void findsADifferenceToWhatSlothWrote() throws IOException {
    write("in/a.yaml", SLOTH);
    var rules = Shell.piped().run("rules", "export", folder.resolve("in/a.yaml").toString()).out();
    write("out/a.yaml", rules.replace("sloth_version: ballast", "sloth_version: dev"));
    assertThat(eval(0).at("/pairs/0/same").asBoolean()).isTrue();
    write("out/a.yaml", rules.replace("[1h]", "[2h]"));
    var pair = eval(1).at("/pairs/0");
    assertThat(pair.path("same").asBoolean()).isFalse();
    assertThat(pair.at("/differences/0").asString()).contains("slo:sli_error:ratio_rate1h");
  }

  @Test
  void aDuplicateIsFoundWhereItsTwinIs() throws IOException {
    write("validate_with_duplicates-prom-bad-1-original.yaml", SLOTH);
    assertThat(eval(0).at("/totals/excluded").asInt()).isEqualTo(1);
    write("validate_with_duplicates-prom-bad-1-duplicate.yaml", SLOTH);
    var document = eval(0);
    assertThat(document.at("/totals/excluded").asInt()).isZero();
    assertThat(document.at("/files/1/outcome").asString()).isEqualTo("rejected");
  }

  @Test
  void aFolderWithoutFilesIsUsage() {
    assertThat(Shell.piped().run("eval", "openslo", folder.toString()).exitCode()).isEqualTo(2);
    assertThat(Shell.piped().run("eval", "openslo", "/nowhere").err())
        .contains("DIR: /nowhere (expected: a folder)");
  }

  /** The collection of public files, with the rules that Sloth wrote. */
  @Test
  void everyPublicFileIsRight() throws IOException {
    var shared = Path.of(System.getProperty("ballast.shared", "../../shared"));
    var data = shared.resolve("data/openslo");
    assumeTrue(Files.isDirectory(data), "needs " + data + " (set -Dballast.shared)");
    Answer answer = Shell.piped().run("eval", "openslo", data.toString(), "-o", "json");
    var document = JsonMapper.shared().readTree(answer.out());
    assertThat(document.at("/totals/failed").asInt()).as(answer.out()).isZero();
    assertThat(answer.exitCode()).isZero();
    var same = 0;
    for (JsonNode pair : document.path("pairs")) {
      same += pair.path("same").asBoolean() ? 1 : 0;
    }
    assertThat(same).isGreaterThanOrEqualTo(10);
  }

  @Test
  void rulesSayWhatTheyCannotBeWrittenFor() throws IOException {
    var file =
        write(
            "plugin.yaml",
            """
            version: prometheus/v1
            service: shop
            slos:
              - name: up
                objective: 99.9
                sli: {plugin: {id: mine}}
                alerting: {page_alert: {disable: true}, ticket_alert: {disable: true}}
            """);
    Answer answer = Shell.piped().run("rules", "export", file.toString());
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.err())
        .contains("no rules for shop-up: its queries come from the Go plug-in mine");
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void rulesOfAnInvalidFileAreNotWritten() throws IOException {
    var file = write("bad.yaml", SLOTH.replace("99.9", "101"));
    Answer answer = Shell.piped().run("rules", "export", file.toString());
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("bad.yaml:5:16: slos[0].objective: 101");
  }

  @Test
  void rulesThatNobodyCheckedAreNotCalledChecked() throws IOException {
    var file = write("a.yaml", SLOTH);
    Answer answer =
        Shell.piped()
            .run("rules", "export", file.toString(), "--check", "--promtool", "/no/promtool");
    assertThat(answer.exitCode()).isEqualTo(3);
    assertThat(answer.err())
        .contains("/no/promtool could not be started, so it did not check the rules")
        .contains("Fix: install it, or name it, --promtool FILE");
  }

  @Test
  void aDaysBudgetIsRecordedAndThatItHasNoAlertsIsSaid() throws IOException {
    var file = write("a.yaml", SLOTH.replace(", ticket_alert: {disable: true}", ", name: Up"));
    Answer answer = Shell.piped().run("rules", "export", file.toString(), "--period", "1d");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .contains("record: slo:sli_error:ratio_rate1d", "record: slo:sli_error:ratio_rate5m")
        .doesNotContain("alert:", "ratio_rate3d");
    assertThat(answer.err())
        .contains("shop-up: no burn alerts: no alert windows for 1d (expected: 1w or longer)");
    Answer alerts =
        Shell.piped().run("rules", "export", file.toString(), "--period", "1d", "--no-recordings");
    assertThat(alerts.exitCode()).isEqualTo(1);
    assertThat(alerts.err()).contains("no rules for shop-up: no alert windows for 1d");
  }

  @Test
  void labelsThatPrometheusDoesNotTakeAndNoPeriodAreRefusedTogether() throws IOException {
    Answer answer =
        Shell.piped()
            .run(
                "rules",
                "export",
                write("a.yaml", SLOTH).toString(),
                "--extra-label",
                "a b=c",
                "--extra-label",
                "__x=y",
                "--period",
                "0d");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err())
        .contains("--extra-label: 'a b' (expected: letters, digits and _")
        .contains("--extra-label: '__x'")
        .contains("--period: 0s (expected: above 0, as 30d)");
  }

  @Test
  void rulesOfAKubernetesResourceBecomeOne() {
    Answer answer =
        Shell.piped()
            .runWithInput(
                """
                apiVersion: sloth.slok.dev/v1
                kind: PrometheusServiceLevel
                metadata: {name: shop, namespace: team}
                spec:
                  service: shop
                  slos:
                    - name: up
                      objective: 99.9
                      sli: {raw: {errorRatioQuery: 'avg_over_time(e[{{.window}}])'}}
                      alerting: {pageAlert: {disable: true}, ticketAlert: {disable: true}}
                """,
                "rules",
                "export",
                "-",
                "--extra-label",
                "env=prod");
    assertThat(answer.out())
        .startsWith("apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\n")
        .contains("namespace: team", "env: prod", "sloth_mode: cli-gen-k8s");
  }
}
