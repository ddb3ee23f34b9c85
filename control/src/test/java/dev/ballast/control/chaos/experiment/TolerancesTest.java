// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.experiment.ExperimentReader;
import dev.ballast.model.rollout.Tree;
import dev.ballast.model.yaml.ForeignDocuments;
import dev.ballast.model.yaml.Source;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TolerancesTest {

  private static Tree tree(String yaml) {
    return ForeignDocuments.of(Source.of("t", yaml)).documents().getFirst();
  }

  private static Entry.Judgement judge(String tolerance, String output) {
    String text =
        "{title: t, description: d, method: [], steady-state-hypothesis: {title: s, probes:"
            + " [{type: probe, name: p, provider: {type: http, url: 'http://h'}, tolerance: "
            + tolerance
            + "}]}}";
    var reading = ExperimentReader.read("", tree(text));
    assertThat(reading.errors()).isEmpty();
    Experiment experiment = reading.experiment().orElseThrow();
    Values values = new Values(Map.of("want", new Tree.Text("o+k")), Map.of());
    return new Tolerances(values, json -> Optional.of(tree(json)))
        .judge(experiment.steadyState().probes().getFirst().tolerance(), tree(output));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {status: 200} | true",
        "200 | {status: 201} | false",
        "8 | 8 | true",
        "8 | \"8\" | false",
        "true | true | true",
        "true | \"true\" | false",
        "OK | OK | true",
        "OK | ok | false",
        "[4, 9] | 9 | true",
        "[4, 9] | 9.01 | false",
        "[200, 204] | {status: 204} | true",
        "[200, 204] | {status: 203} | false",
        "[200, 201, 204] | {status: 201} | true",
        "[a, b] | b | true",
        "{type: range, range: [0, 100], target: body} | {status: 200, body: '42'} | true",
        "{type: range, range: [0, 100], target: body} | {status: 200, body: many} | false",
        "{type: regex, pattern: '^o+k$', target: stdout} | {status: 0, stdout: oook} | true",
        "{type: regex, pattern: '${want}', target: stdout} | {status: 0, stdout: no} | false",
        "{type: jsonpath, path: '$.items[*].id', count: 2} | {items: [{id: 1}, {id: 2}]} | true",
        "{type: jsonpath, path: '$.items[*].id', count: 1} | {items: [{id: 1}, {id: 2}]} | false",
        "{type: jsonpath, path: '$.a', expect: [1]} | {a: 1} | true",
        "{type: jsonpath, path: '$.a', expect: 2} | {a: 1} | false",
        "{type: jsonpath, path: '$.a', target: body} | {status: 200, body: '{\"b\": 1}'} | false",
        "{type: jsonpath, path: '$.r[?(@.value[1] >= 5)]'} | {r: [{value: [0, '7']}]} | true",
        "{type: jsonpath, path: '$.r[?(@.value[1] >= 5)]'} | {r: [{value: [0, '3']}]} | false",
      })
  void judgesAsChaosToolkitDoes(String tolerance, String output, boolean met) {
    assertThat(judge(tolerance, output).met()).isEqualTo(met);
  }

  @Test
  void saysWhatItGotAndWhatItWanted() {
    assertThat(judge("[4, 9]", "12").text()).isEqualTo("got 12 (expected: within [4, 9])");
  }

  @Test
  void aPatternThatNeverEndsIsGivenUp() {
    String hostile = "{type: regex, pattern: '(a+)(a+)(a+)(a+)(a+)(a+)(a+)z'}";
    assertThat(judge(hostile, "a".repeat(300) + "!").text()).contains("takes too long");
  }
}
