package health.consilium.terminology;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import health.consilium.terminology.rules.ContentException;
import health.consilium.terminology.rules.Systems;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ConceptMap;

/**
 * Maps to tumour types that the operator supplies, such as from SNOMED CT, whose licence does not let us bring one. What
 * cannot be read ends the start: a map that is silently missing would make cases ask that need not.
 */
final class SuppliedMaps {

    private SuppliedMaps() {}

    static List<ConceptMap> in(Path directory) {
        if (directory == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(SuppliedMaps::read)
                    .toList();
        } catch (IOException e) {
            throw new ContentException(
                    "consilium.terminology.concept-maps is no directory that can be read: " + directory, e);
        }
    }

    private static ConceptMap read(Path file) {
        try (Reader json = Files.newBufferedReader(file)) {
            ConceptMap map = FhirContext.forR4Cached().newJsonParser().parseResource(ConceptMap.class, json);
            if (map.getGroup().stream().noneMatch(group -> Systems.TUMOUR_TYPE.equals(group.getTarget()))) {
                throw new ContentException(file + " has no group whose target is " + Systems.TUMOUR_TYPE);
            }
            return map;
        } catch (DataFormatException e) {
            throw new ContentException(file + " is no ConceptMap in JSON: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
