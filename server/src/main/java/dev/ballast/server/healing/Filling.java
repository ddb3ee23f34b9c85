// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.model.Place;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Puts a place into texts. What telemetry calls a region could be anything: only plain names. */
final class Filling {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");
  private static final String REGION = "${region}";

  private Filling() {}

  /** What a target says, or what is wrong with it. */
  static <T> T parsed(Supplier<T> parse) {
    try {
      return parse.get();
    } catch (IllegalArgumentException e) {
      throw new ActuatorException(
          Kind.INVALID, "target", String.valueOf(e.getMessage()), "edit the remediation");
    }
  }

  /** For people; what could not stand in a command stays open. */
  static String shown(String text, Place place) {
    return PLAIN.matcher(place.region()).matches() ? in(text, place) : text;
  }

  static String in(String text, Place place) {
    if (text.contains(REGION) && !PLAIN.matcher(place.region()).matches()) {
      throw new ActuatorException(
          Kind.INVALID,
          place.toString(),
          "its region is \"" + place.region() + "\", which cannot stand in " + text,
          "name the region in the remediation, or set cloud.region in telemetry");
    }
    return text.replace(REGION, place.region()).replace("${service}", place.service().value());
  }
}
