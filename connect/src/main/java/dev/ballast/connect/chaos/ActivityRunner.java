// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.connect.mesh.MeshFaults;
import dev.ballast.control.chaos.experiment.Answer;
import dev.ballast.model.experiment.Activity;
import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.experiment.Finding;
import dev.ballast.model.experiment.Provider;
import dev.ballast.model.rollout.Tree;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Carries out activities, as far as it may. */
final class ActivityRunner {

  private final RunOptions options;
  private final MeshFaults faults;
  private final HeldDays days;

  ActivityRunner(RunOptions options, MeshFaults faults) {
    this.options = options;
    this.faults = faults;
    this.days = new HeldDays(options.days());
  }

  /** What of an experiment cannot or may not be done here; all of it. */
  static List<Finding> refusals(Experiment experiment, RunOptions options) {
    List<Finding> refusals = new ArrayList<>();
    for (Activity activity : experiment.activities()) {
      String why =
          switch (activity.provider()) {
            case Provider.Http _ -> "";
            case Provider.Program p ->
                options.processes()
                    ? ""
                    : "runs the program "
                        + p.path()
                        + " on this machine. Fix: read it, then allow it: --allow-process";
            case Provider.Python p ->
                PythonFunctions.isKnown(p.call())
                    ? ""
                    : "the Python function "
                        + p.call()
                        + " is not run here (known: "
                        + PythonFunctions.known()
                        + "). Fix: ask by http or process";
            case Provider.Fault f -> mesh(f.mesh(), options);
            case Provider.HeldDay d -> HeldDays.refusal(d, options.days());
            case Provider.Unsupported u ->
                u.what() + " is not done here: " + u.reason() + ". Fix: replace the step";
          };
      if (!why.isEmpty()) {
        refusals.add(new Finding(activity.path() + ".provider", true, why));
      }
    }
    return refusals.stream().distinct().toList();
  }

  private static String mesh(String own, RunOptions options) {
    if (own.isEmpty()) {
      return options.mesh().isPresent()
          ? ""
          : "needs a mesh. Fix: --mesh URL, the address of its admin API";
    }
    return own.matches("http://[^/?#]+/?|.*\\$\\{.*")
        ? ""
        : "mesh: " + own + " is no URL such as http://127.0.0.1:7711";
  }

  Answer run(Activity activity) throws InterruptedException {
    if (options.dry()) {
      return Answer.dry();
    }
    return switch (activity.provider()) {
      case Provider.Http http -> HttpProvider.call(http);
      case Provider.Program process -> ProcessProvider.call(process);
      case Provider.Python python -> PythonFunctions.call(python);
      case Provider.Fault fault -> fault(fault);
      case Provider.HeldDay day -> days.call(day);
      case Provider.Unsupported u -> Answer.failed(u.what() + " is not done here");
    };
  }

  private Answer fault(Provider.Fault fault) {
    URI mesh;
    try {
      mesh = fault.mesh().isEmpty() ? options.mesh().orElseThrow() : URI.create(fault.mesh());
    } catch (IllegalArgumentException e) {
      return Answer.failed("mesh: " + e.getMessage());
    }
    MeshFaults.Outcome outcome =
        faults.hold(mesh, fault.request().json(), fault.lease(), fault.hold());
    return outcome.ok()
        ? Answer.of(JsonTrees.read(outcome.text()).orElse(new Tree.Text(outcome.text())))
        : Answer.failed(outcome.text());
  }
}
