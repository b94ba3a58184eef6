package health.consilium.terminology.rules;

import java.util.List;
import java.util.Set;

/**
 * What is accepted as evidence for an item. Besides, every item accepts a document that somebody marked with its code in
 * {@code DocumentReference.context.event}.
 */
public sealed interface Acceptance {

    /**
     * Coded results or documents.
     *
     * @param codeSets each is asked for; the codes of one are alternatives
     * @param germline whether genetic findings must be of germline origin
     * @param satisfiedBy items whose report also answers this one if it lists what is asked for
     */
    record Coded(List<CodeSet> codeSets, boolean germline, List<String> satisfiedBy) implements Acceptance {
        public Coded {
            codeSets = List.copyOf(codeSets);
            satisfiedBy = List.copyOf(satisfiedBy);
        }
    }

    /** An imaging study. */
    record Imaging(ImagingProtocol protocol) implements Acceptance {}

    /** Stained slides, as specimens or whole-slide images. */
    record Slides(int atLeast) implements Acceptance {}

    /** Paraffin blocks or unstained slides. */
    record Blocks(int atLeast) implements Acceptance {}

    /** A set of DICOM objects, all of which must be there. */
    record DicomSet(Set<String> modalities) implements Acceptance {
        public DicomSet {
            modalities = Set.copyOf(modalities);
        }
    }

    /** Name, birth date and identifier of one patient, the same on every record. */
    record Identity() implements Acceptance {}

    /** A verified translation of every document in another language. */
    record Translations() implements Acceptance {}

    /** Nothing that a code could show: only a marked document. */
    record MarkedDocument() implements Acceptance {}
}
