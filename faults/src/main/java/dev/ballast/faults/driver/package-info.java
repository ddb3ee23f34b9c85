// SPDX-License-Identifier: Apache-2.0
/**
 * What every fault can do: be planned, armed, applied, verified, renewed, healed, proved healed.
 */
@NullMarked
package dev.ballast.faults.driver;

import org.jspecify.annotations.NullMarked;
