// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.connect.flag.FlagFile;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.healing.Intent;
import dev.ballast.model.HealingAction.Toggle;
import dev.ballast.model.Place;
import java.nio.file.Path;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets a feature flag answer differently. Whoever asks the flag is touched, so all requests are
 * counted.
 *
 * @param folder of flagd's files; null: none is allowed
 */
record FlagDeed(Toggle toggle, Place place, @Nullable Path folder) implements Deed {

  private static final String VARIANT = "variant";

  @Override
  public Intent plan(String key) {
    FlagFile file = file();
    String now = file.read().variant();
    String wanted = Filling.in(toggle.variant(), place);
    file.require(wanted);
    return new Intent(
        key,
        toggle.word(),
        file.place(),
        Deed.state(VARIANT, now),
        Deed.state(VARIANT, wanted),
        true,
        false,
        1,
        -1,
        "%s from %s to %s".formatted(file.place(), now, wanted));
  }

  private FlagFile file() {
    if (folder == null) {
      throw new ActuatorException(
          Kind.UNSUPPORTED,
          "flag " + toggle.flag(),
          "no folder of flags is allowed",
          "start the server with --healing-flags DIR");
    }
    return new FlagFile(folder, toggle.file(), Filling.in(toggle.flag(), place));
  }

  @Override
  public void act(Intent intent, boolean undo) {
    SortedMap<String, String> from = undo ? intent.after() : intent.before();
    SortedMap<String, String> to = undo ? intent.before() : intent.after();
    file().set(to.getOrDefault(VARIANT, ""), from.getOrDefault(VARIANT, ""));
  }

  @Override
  public SortedMap<String, String> state(Intent intent) {
    return Deed.state(VARIANT, file().read().variant());
  }
}
