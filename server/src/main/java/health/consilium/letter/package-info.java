/** Sets text as PDF in scripts of either direction, with embedded fonts, and finds the words for it in the reader's language. */
@ApplicationModule(allowedDependencies = {})
package health.consilium.letter;

import org.springframework.modulith.ApplicationModule;
