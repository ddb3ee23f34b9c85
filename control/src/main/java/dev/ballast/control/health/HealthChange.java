// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.model.Health;
import dev.ballast.model.Place;
import java.time.Instant;

/** A place went from one health to another; {@code slo} is the deciding one's name or empty. */
public record HealthChange(
    Place place, Health from, Health to, String slo, String text, Instant at) {}
