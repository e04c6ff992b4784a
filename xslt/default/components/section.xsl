<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- A section that no template knows: a plain table of its rows. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="section">
    <xsl:apply-templates select="." mode="card"/>
  </xsl:template>

  <!-- The catalogue's words where it has some, else the section's own name. -->
  <xsl:template match="section[not(cd:has-text(concat('section.', @name, '.title')))]" mode="card-title">
    <xsl:value-of select="@name"/>
  </xsl:template>

  <xsl:template match="section[not(cd:has-text(concat('section.', @name, '.empty')))]" mode="empty">
    <p class="empty"><xsl:value-of select="cd:text('empty.other')"/></p>
  </xsl:template>

  <xsl:template match="section" mode="card-body">
    <div class="plain">
      <table class="rows">
        <thead>
          <tr><xsl:apply-templates select="*[1]/@*" mode="plain-head"/></tr>
        </thead>
        <tbody><xsl:apply-templates select="*" mode="plain"/></tbody>
      </table>
    </div>
  </xsl:template>

  <!-- The word of the catalogue for the column, or the column's own name. -->
  <xsl:template match="@*" mode="plain-head">
    <th scope="col"><xsl:value-of select="name()"/></th>
  </xsl:template>

  <xsl:template match="@*[cd:has-text(concat('column.', name()))]" mode="plain-head">
    <th scope="col"><xsl:value-of select="cd:text(concat('column.', name()))"/></th>
  </xsl:template>

  <xsl:template match="*" mode="plain">
    <tr><xsl:apply-templates select="@*" mode="plain"/></tr>
  </xsl:template>

  <xsl:template match="@*" mode="plain">
    <td><bdi><xsl:value-of select="."/></bdi></td>
  </xsl:template>

</xsl:stylesheet>
