// SPDX-License-Identifier: Apache-2.0
/** Where commands meet their user: streams, formats, layout, exit codes, failures. */
@NullMarked
package dev.ballast.cli.terminal;

import org.jspecify.annotations.NullMarked;
