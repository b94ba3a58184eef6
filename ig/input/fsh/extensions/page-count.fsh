Extension: PageCount
Id: page-count
Title: "Page count"
Description: "Number of pages of a document."
Context: Attachment
* insert Definition
* value[x] only positiveInt
* value[x] 1..1
