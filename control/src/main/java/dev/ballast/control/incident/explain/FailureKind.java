// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import dev.ballast.model.Place;

/**
 * Failures that say the same of themselves.
 *
 * @param place where the failed work was done; its caller's side for a call
 * @param to the service that was called; empty when it was no call
 * @param version that did it; empty when it does not say
 * @param text in its own words
 * @param count how many were looked at
 * @param trace one of them, to be looked at; may be empty
 */
public record FailureKind(
    Place place, String to, String version, String text, long count, String trace) {}
