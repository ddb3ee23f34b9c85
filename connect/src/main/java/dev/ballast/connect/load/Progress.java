// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

import java.util.Optional;

/**
 * How a load stands, a few times a second.
 *
 * @param seconds since the start
 * @param underWay requests that have left and wait for their answer
 * @param waiting requests that wait for a connection
 * @param latest the last whole second whose requests have mostly ended
 */
public record Progress(
    double seconds,
    long planned,
    long answered,
    long bad,
    long failed,
    long unsent,
    int underWay,
    int waiting,
    int connections,
    Optional<Second> latest) {}
