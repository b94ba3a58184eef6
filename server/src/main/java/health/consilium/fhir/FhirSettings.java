package health.consilium.fhir;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the FHIR endpoint.
 *
 * @param baseUrl public address of the endpoint, as clients see it; appears in links, in {@code fullUrl} and as token
 *     audience. Default {@code http://localhost:8080/fhir}.
 * @param dataDirectory where embedded PostgreSQL and, unless set apart, document bytes are kept. Default {@code data}
 *     under the working directory.
 * @param content how document bytes are kept
 * @param maxPageSize largest page of a search; a larger {@code _count} is cut to it
 * @param defaultPageSize page size where a search names none
 * @param maxJsonBody largest JSON or XML request body, in clear where it comes compressed; a document goes raw to
 *     {@code POST /Binary} instead
 */
@Validated
@ConfigurationProperties("consilium.fhir")
public record FhirSettings(
        @DefaultValue("http://localhost:8080/fhir") @NotNull URI baseUrl,
        @DefaultValue("data") @NotNull Path dataDirectory,
        @DefaultValue @Valid Content content,
        @DefaultValue("200") @Min(1) @Max(1000) int maxPageSize,
        @DefaultValue("20") @Min(1) @Max(1000) int defaultPageSize,
        @DefaultValue("20MB") @NotNull DataSize maxJsonBody) {

    /**
     * @param directory where document bytes go; empty means {@code <dataDirectory>/content}. With several servers it must
     *     be a directory that all of them share.
     * @param keyFile file with the keys that protect the keys of documents, each the base64 of 32 random bytes on a line of its
     *     own: the first protects new documents, the others are those of before. Without it one is made in the content
     *     directory, which protects from nobody who has the disk.
     * @param threshold a Binary larger than this is kept outside the database
     * @param maxDocument largest single document that is accepted
     */
    public record Content(
            Path directory,
            Path keyFile,
            @DefaultValue("100KB") @NotNull DataSize threshold,
            @DefaultValue("500MB") @NotNull DataSize maxDocument) {}

    Path contentDirectory() {
        return content.directory() != null ? content.directory() : dataDirectory.resolve("content");
    }

    /** The base address without a trailing slash. */
    public String base() {
        return baseUrl.toString().replaceAll("/+$", "");
    }
}
