<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- A form: what was wrong, its fields, the token, the button. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="field.xsl"/>

  <xsl:template match="form">
    <form class="form form-{@name}" method="post" action="{@action}">
      <xsl:apply-templates select="." mode="enctype"/>
      <xsl:apply-templates select="self::form[@error or field/@error]" mode="errors"/>
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <div class="form-fields">
        <xsl:apply-templates select="." mode="fields"/>
      </div>
      <button class="btn btn-primary" type="submit">
        <xsl:apply-templates select="." mode="submit"/>
      </button>
    </form>
  </xsl:template>

  <xsl:template match="form" mode="enctype"/>

  <xsl:template match="form[field/@type = 'file']" mode="enctype">
    <xsl:attribute name="enctype">multipart/form-data</xsl:attribute>
  </xsl:template>

  <xsl:template match="form" mode="submit">
    <xsl:value-of select="cd:text(concat('form.', @name, '.submit'))"/>
  </xsl:template>

  <!-- For forms that put their fields into groups. -->
  <xsl:template match="form" mode="fields">
    <xsl:apply-templates select="field"/>
  </xsl:template>

  <!-- The summary takes the focus, each line leads to its field. -->
  <xsl:template match="form" mode="errors">
    <div class="form-errors" role="alert" tabindex="-1" autofocus="autofocus">
      <h2><xsl:apply-templates select="." mode="errors-title"/></h2>
      <ul>
        <xsl:apply-templates select="@error"/>
        <xsl:apply-templates select="field/@error" mode="summary"/>
      </ul>
    </div>
  </xsl:template>

  <xsl:template match="form" mode="errors-title">
    <xsl:value-of select="cd:text('form.errors', count(field[@error]))"/>
  </xsl:template>

  <xsl:template match="form[field/@error = 'conflict']" mode="errors-title">
    <xsl:value-of select="cd:text('form.conflicts')"/>
  </xsl:template>

  <xsl:template match="form/@error">
    <li><xsl:value-of select="cd:text(concat('error.', .))"/></li>
  </xsl:template>

  <xsl:template match="field/@error" mode="summary">
    <li>
      <a href="#field-{../@name}">
        <xsl:value-of select="cd:text(concat('field.', ../@name))"/>
      </a>
      <xsl:text>: </xsl:text>
      <xsl:value-of select="cd:text(concat('error.', .))"/>
    </li>
  </xsl:template>

  <xsl:template match="field[@type = 'hidden']/@error" mode="summary">
    <li><xsl:value-of select="cd:text('error.hidden')"/></li>
  </xsl:template>

</xsl:stylesheet>
