// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology;

/**
 * What a service's own telemetry looked like over a window, in numbers of spans.
 *
 * @param known any series of its own is there, even if nothing was added to it
 * @param answers spans of requests and messages that it took
 * @param calls spans of calls and messages that it sent
 * @param lostCalls of its calls those whose other end never came and that name nobody
 * @param orphans of its requests those whose caller's span never came
 */
public record Signals(
    boolean known, double answers, double calls, double lostCalls, double orphans) {

  public static final Signals NONE = new Signals(false, 0, 0, 0, 0);
}
