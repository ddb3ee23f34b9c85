// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.connect.script.ScriptFolder;
import dev.ballast.connect.webhook.Orders;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.healing.Intent;
import dev.ballast.model.HealingAction.Script;
import dev.ballast.model.Place;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program of the allowed folder.
 *
 * @param folder null: none is allowed
 */
record ScriptDeed(Script script, Place place, @Nullable ScriptFolder folder) implements Deed {

  @Override
  public Intent plan(String key) {
    scripts().find(script.file());
    if (!script.undo().isEmpty()) {
      scripts().find(script.undo());
    }
    return Deed.blind(
        key, script.word(), script.file() + " " + arguments(), !script.undo().isEmpty());
  }

  private List<String> arguments() {
    return script.arguments().stream().map(text -> Filling.in(text, place)).toList();
  }

  private ScriptFolder scripts() {
    if (folder == null) {
      throw new ActuatorException(
          Kind.UNSUPPORTED,
          "script",
          "no folder of scripts is allowed",
          "start the server with --healing-scripts DIR");
    }
    return folder;
  }

  @Override
  public void act(Intent intent, boolean undo)
      throws Orders.UnclearException, InterruptedException {
    var ended =
        scripts()
            .run(
                undo ? script.undo() : script.file(),
                arguments(),
                Map.of(
                    "BALLAST_SERVICE",
                    place.service().value(),
                    "BALLAST_REGION",
                    place.region(),
                    "BALLAST_KEY",
                    intent.key()),
                script.patience());
    if (!ended.well()) {
      throw new Orders.UnclearException("script " + script.file() + ": " + ended.words());
    }
  }

  @Override
  public SortedMap<String, String> state(Intent intent) {
    return UNREADABLE;
  }
}
