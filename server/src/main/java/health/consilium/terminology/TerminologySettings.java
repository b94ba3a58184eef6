package health.consilium.terminology;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the terminology.
 *
 * @param conceptMaps directory of ConceptMaps (JSON) from other code systems, such as SNOMED CT, to {@code
 *     CodeSystem/tumour-type}, read at the start beside our own; codes that no map knows make the server ask. Empty for none
 */
@ConfigurationProperties("consilium.terminology")
record TerminologySettings(Path conceptMaps) {}
