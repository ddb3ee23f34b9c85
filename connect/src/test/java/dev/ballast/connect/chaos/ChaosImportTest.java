// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import static dev.ballast.connect.chaos.Importing.line;
import static dev.ballast.connect.chaos.Importing.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.connect.chaos.Mapping.Outcome;
import dev.ballast.model.experiment.TreePath;
import dev.ballast.model.yaml.Source;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ChaosImportTest {

  private static final String DELAY =
      """
      apiVersion: chaos-mesh.org/v1alpha1
      kind: NetworkChaos
      metadata: {name: slow}
      spec:
        action: delay
        mode: one
        selector: {labelSelectors: {app: web}}
        target: {mode: all, selector: {labelSelectors: {app: db}}}
        direction: to
        delay: {latency: 90ms, jitter: 10ms, correlation: '25'}
        duration: 30s
        invented: {by: us}
      """;

  @Test
  void makesAMeshFaultOfADelay() {
    Imported one = read(DELAY);
    assertThat(one.format()).isEqualTo(ChaosFormat.CHAOS_MESH);
    assertThat(one.reading().errors()).isEmpty();
    assertThat(one.spec().json())
        .contains(
            "{\"service\": \"db\", \"fault\": {\"type\": \"latency\", \"delay_seconds\": 0.09,"
                + " \"jitter_seconds\": 0.01}}")
        .contains("\"hold\": 30")
        .contains("\"pauses\": {\"after\": 30}");
  }

  @Test
  void hasALineForEachValueAndAReasonForEachThatIsNotMapped() {
    Imported one = read(DELAY);
    assertThat(one.lines().stream().map(Mapping.Line::path))
        .containsExactlyElementsOf(TreePath.leaves(one.source()));
    assertThat(line(one, "$.spec.duration").outcome()).isEqualTo(Outcome.MAPPED);
    assertThat(line(one, "$.spec.delay.latency").outcome()).isEqualTo(Outcome.APPROXIMATED);
    assertThat(line(one, "$.spec.delay.correlation").outcome()).isEqualTo(Outcome.NOT_MAPPED);
    assertThat(line(one, "$.spec.invented.by").reason()).isEqualTo("not known here, so not used");
    assertThat(one.lines())
        .allMatch(line -> line.outcome() == Outcome.MAPPED || !line.reason().isEmpty());
  }

  @Test
  void keepsWhatItCannotDoAsAStepThatIsRefused() {
    Imported one =
        read(
            """
            apiVersion: chaos-mesh.org/v1alpha1
            kind: PodChaos
            metadata: {name: kill}
            spec: {action: pod-kill, mode: one, selector: {labelSelectors: {app: web}}}
            """);
    var experiment = one.reading().experiment().orElseThrow();
    var options = new RunOptions(false, true, Optional.empty(), "t");
    assertThat(ExperimentRun.refusals(experiment, options).toString())
        .contains("$.method[0].provider: PodChaos pod-kill is not done here: pods are not killed");
  }

  @Test
  void saysWhichFaultOfAHostDoesWhatAMeshCannot() {
    Imported one =
        read(
            """
            apiVersion: chaos-mesh.org/v1alpha1
            kind: NetworkChaos
            metadata: {name: twice}
            spec:
              action: duplicate
              mode: one
              selector: {labelSelectors: {app: web}}
              duplicate: {duplicate: '40'}
            """);
    assertThat(line(one, "$.spec.duplicate.duplicate").reason())
        .isEqualTo(
            "the mesh has no packets to duplicate; on a host: ballast fault inject net.netem TARGET"
                + " --set duplicate_percent=N");
  }

  @Test
  void refusesWhatIsNoExperiment() {
    assertThat(
            read("apiVersion: chaos-mesh.org/v1alpha1\nkind: RemoteCluster\nspec: {}\n").refused())
        .isEqualTo("a RemoteCluster is no experiment");
    assertThat(read("apiVersion: chaos-mesh.org/v2\nkind: PodChaos\nspec: {a: 1}\n").refused())
        .contains("apiVersion");
    assertThat(read("{some: thing}").refused()).isEqualTo("of no format that is known here");
    var wrong = ChaosImport.read(Source.of("t", DELAY), Optional.of(ChaosFormat.KRKN), "");
    assertThat(wrong.imported().getFirst().refused()).contains("--from chaos-mesh");
  }

  @Test
  void readsHttpChaos() {
    Imported one =
        read(
            """
            apiVersion: chaos-mesh.org/v1alpha1
            kind: HTTPChaos
            metadata: {name: h}
            spec:
              target: Response
              selector: {labelSelectors: {app: web}}
              mode: all
              port: 80
              method: GET
              path: /api/*
              replace: {code: 503, body: aGk=}
              duration: 1m
            """);
    assertThat(one.spec().json())
        .contains("\"match\": {\"method\": \"GET\", \"path\": {\"regex\": \"/api/.*\"}}")
        .contains("{\"type\": \"error_body\", \"status\": 503, \"body\": \"hi\"}");
  }

  @Test
  void readsALitmusEngineWithItsProbes() {
    Imported one =
        read(
            """
            apiVersion: litmuschaos.io/v1alpha1
            kind: ChaosEngine
            metadata: {name: e}
            spec:
              engineState: active
              appinfo: {appns: shop, applabel: app=carts, appkind: deployment}
              experiments:
                - name: pod-network-latency
                  spec:
                    probe:
                      - name: up
                        type: httpProbe
                        mode: Continuous
                        httpProbe/inputs:
                          url: http://front/
                          method: {get: {criteria: ==, responseCode: "200"}}
                        runProperties: {probeTimeout: 1s, interval: 1s}
                    components:
                      env:
                        - {name: TOTAL_CHAOS_DURATION, value: "60"}
                        - {name: NETWORK_LATENCY, value: "2000"}
                        - {name: RAMP_TIME, value: "5"}
                        - {name: SOCKET_PATH, value: /run/x}
            """);
    assertThat(one.reading().errors()).isEmpty();
    var experiment = one.reading().experiment().orElseThrow();
    assertThat(experiment.service()).isEqualTo("carts");
    assertThat(experiment.steadyState().probes()).hasSize(1);
    assertThat(experiment.hypothesisStrategy().word()).isEqualTo("continuously");
    assertThat(one.spec().json()).contains("\"delay_seconds\": 2").contains("\"before\": 5");
    String env = "$.spec.experiments[0].spec.components.env";
    assertThat(line(one, env + "[3].value").outcome()).isEqualTo(Outcome.NOT_MAPPED);
    assertThat(line(one, env + "[1].name").outcome()).isEqualTo(Outcome.APPROXIMATED);
  }

  @Test
  void readsDocumentsInsideAWorkflow() {
    Imported one =
        read(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            metadata: {name: w}
            spec:
              arguments: {parameters: [{name: label, value: app=carts}]}
              templates:
                - name: t
                  inputs:
                    artifacts:
                      - name: a
                        raw:
                          data: |
                            apiVersion: litmuschaos.io/v1alpha1
                            kind: ChaosEngine
                            metadata: {name: e}
                            spec:
                              appinfo: {applabel: "{{workflow.parameters.label}}"}
                              experiments: [{name: pod-network-partition, spec: {components: {env: []}}}]
            """);
    assertThat(one.spec().json()).contains("\"service\": \"carts\"").contains("\"drop\"");
    String data = "$.spec.templates[0].inputs.artifacts[0].raw.data";
    assertThat(line(one, data).outcome()).isEqualTo(Outcome.MAPPED);
    assertThat(line(one, data + "!.spec.experiments[0].name").outcome()).isEqualTo(Outcome.MAPPED);
  }

  @Test
  void readsAnAwsTemplateInItsOrder() {
    Imported one =
        read(
            """
            {"description": "d", "tags": {"Name": "n"}, "roleArn": "r", "targets": {},
             "stopConditions": [{"source": "none"}],
             "actions": {
               "last": {"actionId": "aws:ec2:stop-instances", "startAfter": ["first"]},
               "wait": {"actionId": "aws:fis:wait", "parameters": {"duration": "PT1M"}, "startAfter": ["first"]},
               "first": {"actionId": "aws:ecs:task-network-packet-loss",
                         "parameters": {"duration": "PT15M", "lossPercent": "40"}}}}
            """,
            "checkout");
    assertThat(one.reading().errors()).isEmpty();
    var experiment = one.reading().experiment().orElseThrow();
    assertThat(experiment.method())
        .extracting(activity -> activity.name() + " " + activity.provider().word())
        .containsExactly("first fault", "last unsupported", "wait at the end python");
    assertThat(one.spec().json()).contains("\"share\": 0.4").contains("\"hold\": 900");
    assertThat(line(one, "$.stopConditions[0].source").reason()).contains("stopWhen");
  }

  @Test
  void readsKrknsHijackingAsATimetable() {
    Imported one =
        read(
            """
            service_target_port: http
            service_name: nginx
            chaos_duration: 30
            plan:
              - resource: /list
                steps:
                  GET:
                    - {duration: 15, status: 500, mime_type: text/plain, payload: no}
                    - {duration: 15, status: 201, mime_type: text/plain, payload: "yes"}
            """);
    var method = one.reading().experiment().orElseThrow().method();
    assertThat(method).hasSize(3);
    assertThat(method.get(1).before().toSeconds()).isEqualTo(15);
    assertThat(method.get(1).background()).isTrue();
    assertThat(method.getLast().name()).isEqualTo("wait at the end");
  }

  @Test
  void saysWhichPythonFunctionsAreNotRun() {
    Imported one =
        read(
            """
            title: t
            description: d
            extensions: []
            method:
              - {type: probe, name: a, provider: {type: python, module: os.path, func: exists, arguments: {path: x}}}
              - {type: action, name: b, provider: {type: python, module: chaosk8s.pod, func: kill}}
            """);
    assertThat(line(one, "$.method[0].provider.func").outcome()).isEqualTo(Outcome.MAPPED);
    assertThat(line(one, "$.method[1].provider.func").outcome()).isEqualTo(Outcome.NOT_MAPPED);
    assertThat(line(one, "$.extensions").outcome()).isEqualTo(Outcome.NOT_MAPPED);
  }
}
