// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

import java.util.Optional;

/**
 * What became of the requests that were due in one second.
 *
 * @param second since the start, from 0
 * @param planned due in it
 * @param good answered with a status below 400
 * @param bad answered with another
 * @param failed begun and without an answer
 * @param unsent never begun
 * @param p50 of the response in milliseconds; empty when half of them never ended
 * @param p99 the same for 99 of 100
 */
public record Second(
    long second,
    long planned,
    long good,
    long bad,
    long failed,
    long unsent,
    Optional<Double> p50,
    Optional<Double> p99) {}
