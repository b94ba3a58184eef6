package health.consilium.workflow;

/** The delivered opinion as a file that needs nothing else to be read; made by the station that packs. */
public interface OpinionFile {

    /** The signed document (FHIR Bundle, JSON), byte for byte. */
    byte[] of(CaseFile file);
}
