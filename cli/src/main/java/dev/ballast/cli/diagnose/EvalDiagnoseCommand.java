// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.diagnose.DiagnosisScores.Outcome;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.control.diagnosis.Cause;
import dev.ballast.control.diagnosis.Diagnoser;
import dev.ballast.control.diagnosis.Diagnosis;
import dev.ballast.control.diagnosis.Verdict;
import dev.ballast.control.diagnosis.Weights;
import dev.ballast.control.diagnosis.scene.Scene;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast eval diagnose}: who caused public incidents, against what is known of them. */
@Command(
    name = "diagnose",
    description = "Rank the causes of labelled incidents, and measure how often we are right.",
    footer = {
      "",
      "DIR holds, at any depth: CASE.json with the names of its files, or RCAEval's",
      "SYSTEM/SERVICE_FAULT/N, or RootCauseBench's folders, where the question is which",
      "commit it was. The truth of a case is read for the score only.",
      "Exit codes: 0 measured, 2 the folder is not as expected, 3 --save reached no server."
    })
public final class EvalDiagnoseCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "The folder of the cases.")
  private Path directory = Path.of(".");

  @Option(
      names = "--rankings",
      paramLabel = "FILE",
      description = "Write each case's ranking, verdict and evidence as a line of JSON.")
  private @Nullable Path rankings;

  @Option(
      names = "--onset-late",
      paramLabel = "SECONDS",
      description = "Give the onset so much too late; negative: too early. Default: 0.")
  private int late;

  @Option(names = "--no-healthy", description = "Leave out the windows without a fault.")
  private boolean noHealthy;

  @Option(
      names = "--save",
      description = "Keep the result in the server's scorecard: ballast scorecard.")
  private boolean save;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Installation installation;

  public EvalDiagnoseCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    List<Incident> incidents = LabelledCases.in(directory);
    Diagnoser diagnoser = new Diagnoser(Weights.DEFAULT);
    DiagnosisScores scores = new DiagnosisScores();
    List<String> lines = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Incident incident : incidents) {
      terminal.progress("diagnosing " + incident.id() + " ...");
      Scene scene = incident.scene(late);
      long start = System.nanoTime();
      Diagnosis diagnosis = diagnoser.diagnose(scene);
      double millis = (System.nanoTime() - start) / 1e6;
      boolean named = diagnosis.verdict() instanceof Verdict.Named;
      scores.add(incident.system(), new Outcome(place(diagnosis, incident.truth()), named, millis));
      incident.culprit().ifPresent(c -> scores.add(incident.system(), c, diagnosis.changes()));
      lines.add(Rankings.line(incident.id(), diagnosis, !scene.timeline().changes().isEmpty()));
      if (!noHealthy) {
        for (Incident.Healthy window : incident.healthy()) {
          if (seen.add(incident.system() + window.name() + window.scene().symptoms())) {
            Verdict verdict = diagnoser.diagnose(window.scene()).verdict();
            scores.addHealthy(incident.system(), verdict instanceof Verdict.Named);
          }
        }
      }
    }
    if (rankings != null) {
      Rankings.write(rankings, lines);
    }
    ObjectNode document = scores.document(directory.toString(), installation.commit(), late);
    if (save) {
      save(document);
    }
    output.print(terminal, document, () -> scores.text(terminal.style()));
    return Exit.OK;
  }

  private void save(ObjectNode document) {
    try (Api api = server.connect(terminal)) {
      api.postText("/api/v1/scorecard", Map.of(), document.toString());
      terminal.err().println("Kept. All of them: ballast scorecard");
    }
  }

  private static int place(Diagnosis diagnosis, String truth) {
    if (truth.isEmpty()) {
      return 0;
    }
    List<Cause> ranking = diagnosis.ranking();
    for (int i = 0; i < ranking.size(); i++) {
      if (ranking.get(i).subject().name().equals(truth) && ranking.get(i).score() > 0) {
        return i + 1;
      }
    }
    return Integer.MAX_VALUE;
  }
}
