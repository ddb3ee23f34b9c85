// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Place;

/** A trigger holds at a place. */
public record Symptom(Place place, String text) {}
